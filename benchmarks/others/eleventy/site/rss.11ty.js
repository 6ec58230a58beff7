import { xml } from "./escape.js";

export const data = { permalink: "rss.xml", eleventyExcludeFromCollections: true, eleventyImport: { collections: ["newest"] } };

const item = ({ data, content }) => `
    <item>
      <title>${xml(data.title.trim())}</title>
      <link>${xml(data.webUrl)}</link>
      <guid>${xml(data.webUrl)}</guid>
      <description>${xml(data.excerpt.trim())}</description>
      <pubDate>${data.publishedDateTime.toUTCString().replace("GMT", "+0000")}</pubDate>
      <dc:creator>${xml(data.provider.name)}</dc:creator>
      ${data.topics.map((topic) => `<category>${xml(topic)}</category>`).join("\n      ")}
      ${content.trim() && `<content:encoded>${xml(content)}</content:encoded>`}
    </item>`;

export function render({ collections }) {
  return `<?xml version="1.0" encoding="utf-8"?>
<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:dc="http://purl.org/dc/elements/1.1/">
  <channel>
    <title>Example</title>
    <link>https://example.org/</link>
    <description>An example</description>${collections.newest.map(item).join("")}
  </channel>
</rss>
`;
}
