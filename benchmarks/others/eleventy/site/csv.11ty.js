import { csv } from "./escape.js";

export const data = { permalink: "feed.csv", eleventyExcludeFromCollections: true, eleventyImport: { collections: ["newest"] } };

const row = ({ data }) =>
  [
    data.webUrl,
    data.title.trim(),
    data.excerpt.trim(),
    data.publishedDateTime.toISOString(),
    data.provider.name,
    data.topics.join("|"),
  ]
    .map(csv)
    .join(",");

export function render({ collections }) {
  return ["id,title,summary,published,author,topics", ...collections.newest.map(row), ""].join("\n");
}
