export const data = { permalink: "feed.json", eleventyExcludeFromCollections: true, eleventyImport: { collections: ["newest"] } };

const item = ({ data, content }) => ({
  id: data.webUrl,
  url: data.webUrl,
  title: data.title.trim(),
  summary: data.excerpt.trim(),
  ...(content.trim() ? { content_html: content } : { content_text: data.excerpt.trim() }),
  date_published: data.publishedDateTime,
  authors: [{ name: data.provider.name }],
  tags: data.topics,
  image: data.images[0].url,
});

export function render({ collections }) {
  return JSON.stringify(
    {
      version: "https://jsonfeed.org/version/1.1",
      title: "Example",
      home_page_url: "https://example.org/",
      items: collections.newest.map(item),
    },
    null,
    2,
  );
}
