module.exports = async function (eleventyConfig) {
  const { feedPlugin } = await import("@11ty/eleventy-plugin-rss");
  eleventyConfig.addFilter("filterTagList", (tags) => (tags || []).filter((tag) => !["all", "posts"].includes(tag)));
  eleventyConfig.addPlugin(feedPlugin, {
    type: "rss",
    outputPath: "/feed/feed.xml",
    collection: { name: "posts", limit: 0 },
    metadata: { language: "ru", title: "Данные", subtitle: "", base: "https://eleventy.example/blog/", author: { name: "Ольга" } },
  });
  return {
    dir: { input: "src", output: "_site" },
    pathPrefix: "/blog/",
    markdownTemplateEngine: "njk",
  };
};
