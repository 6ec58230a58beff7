import { feedPlugin } from "@11ty/eleventy-plugin-rss";

export default function (eleventyConfig) {
  eleventyConfig.addPreprocessor("drafts", "*", (data) => {
    if (data.draft && !process.env.DRAFTS) {
      return false;
    }
  });
  eleventyConfig.setFrontMatterParsingOptions({ excerpt: true, excerpt_separator: "<!-- excerpt -->" });
  eleventyConfig.addFilter("filterTagList", (tags) => (tags || []).filter((tag) => !["all", "posts"].includes(tag)));
  eleventyConfig.addPassthroughCopy("content/**/*.png");
  eleventyConfig.addPlugin(feedPlugin, {
    type: "atom",
    outputPath: "/feed/feed.xml",
    collection: { name: "posts", limit: 0 },
    metadata: {
      language: "de",
      title: "Eleventy",
      subtitle: "Ein Blog mit Eleventy",
      base: "https://eleventy.example/",
      author: { name: "Jana Müller" },
    },
  });
}

export const config = {
  dir: { input: "content", includes: "../_includes", data: "../_data", output: "_site" },
};
