export default {
  title: "Docusaurus",
  tagline: "Ein Blog mit Docusaurus",
  url: "https://docusaurus.example",
  baseUrl: "/",
  onBrokenLinks: "ignore",
  i18n: { defaultLocale: "de", locales: ["de"] },
  future: { experimental_vcs: "disabled" },
  plugins: [
    [
      "@docusaurus/plugin-content-blog",
      {
        blogListComponent: "@site/src/Empty.js",
        blogPostComponent: "@site/src/Post.js",
        blogTagsListComponent: "@site/src/Empty.js",
        blogTagsPostsComponent: "@site/src/Empty.js",
        blogArchiveComponent: "@site/src/Empty.js",
        blogAuthorsListComponent: "@site/src/Empty.js",
        blogAuthorsPostsComponent: "@site/src/Empty.js",
        blogTitle: "Neues",
        showLastUpdateTime: true,
        feedOptions: { type: ["rss", "atom"], limit: false },
        onInlineTags: "ignore",
        onInlineAuthors: "ignore",
        onUntruncatedBlogPosts: "ignore",
      },
    ],
  ],
};
