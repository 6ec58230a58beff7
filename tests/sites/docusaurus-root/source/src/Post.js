import Head from "@docusaurus/Head";
import useDocusaurusContext from "@docusaurus/useDocusaurusContext";
import { applyTrailingSlash } from "@docusaurus/utils-common";

export default function Post({ content: Content }) {
  const { metadata } = Content;
  const { url, baseUrl, trailingSlash } = useDocusaurusContext().siteConfig;
  const link = applyTrailingSlash(url + metadata.permalink, { trailingSlash, baseUrl });
  const facts = {
    file: metadata.source.replace("@site/", ""),
    link,
    title: metadata.title,
    published: metadata.date.toISOString ? metadata.date.toISOString() : metadata.date,
    updated: metadata.lastUpdatedAt ? new Date(metadata.lastUpdatedAt).toISOString() : null,
    authors: metadata.authors.map((author) => author.name),
    tags: metadata.tags.map((tag) => tag.label),
    summary: metadata.description,
  };
  return (
    <article>
      <Head>
        <title>{metadata.title}</title>
        <link rel="canonical" href={link} />
      </Head>
      <script type="application/json" className="facts" dangerouslySetInnerHTML={{ __html: JSON.stringify(facts) }} />
      <Content />
    </article>
  );
}
