import { xml } from "./escape.js";

export const data = { permalink: "atom.xml", eleventyExcludeFromCollections: true, eleventyImport: { collections: ["newest"] } };

const entry = ({ data, content }) => `
  <entry>
    <id>${xml(data.webUrl)}</id>
    <title>${xml(data.title.trim())}</title>
    <link href="${xml(data.webUrl)}"/>
    <summary>${xml(data.excerpt.trim())}</summary>
    <published>${data.publishedDateTime.toISOString()}</published>
    <updated>${data.publishedDateTime.toISOString()}</updated>
    <author><name>${xml(data.provider.name)}</name></author>
    ${data.topics.map((topic) => `<category term="${xml(topic)}"/>`).join("\n    ")}
    ${content.trim() && `<content type="html">${xml(content)}</content>`}
  </entry>`;

export function render({ collections }) {
  return `<?xml version="1.0" encoding="utf-8"?>
<feed xmlns="http://www.w3.org/2005/Atom">
  <id>https://example.org/</id>
  <title>Example</title>
  <updated>${collections.newest[0].data.publishedDateTime.toISOString()}</updated>
  <link href="https://example.org/"/>${collections.newest.map(entry).join("")}
</feed>
`;
}
