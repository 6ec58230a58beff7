// All entries in RSS, Atom, JSON Feed and CSV, and nothing else: `permalink: false` means no page for an article.
export default function (config) {
  config.setUseGitIgnore(false);
  config.addGlobalData("permalink", false);
  config.addCollection("newest", (api) =>
    api
      .getFilteredByGlob("./articles/**/*.md")
      .sort((a, b) => b.data.publishedDateTime - a.data.publishedDateTime),
  );
  return {
    dir: { input: ".", includes: "_includes", output: "_site" },
    templateFormats: ["md", "11ty.js"],
    markdownTemplateEngine: false, // articles are Markdown and HTML, and hold no template language
  };
}
