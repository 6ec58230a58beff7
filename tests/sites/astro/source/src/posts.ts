import { getCollection } from "astro:content";

export const posts = () => getCollection("blog", ({ data }) => Boolean(process.env.DRAFTS) || !data.draft);
