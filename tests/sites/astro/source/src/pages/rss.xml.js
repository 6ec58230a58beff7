import rss from "@astrojs/rss";
import { posts } from "../posts";

export async function GET(context) {
  return rss({
    title: "Astro",
    description: "Ein Blog mit Astro",
    site: context.site,
    items: (await posts()).map((post) => ({
      ...post.data,
      categories: post.data.tags,
      link: `/blog/${post.id}/`,
    })),
  });
}
