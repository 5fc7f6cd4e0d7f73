import { createHash } from "node:crypto";
import { sentenceText } from "../format/sentence.ts";
import type { Report } from "../report.ts";
import { headlineHtml } from "../sections/headline/html.ts";
import { headlineModel } from "../sections/headline/model.ts";
import type { HtmlSection } from "../sections/section.ts";
import { SECTIONS } from "../sections/sections.ts";
import { lines } from "../html/elements.ts";
import { markup, trusted, type Markup } from "../html/markup.ts";
import { SCRIPT } from "./script.ts";
import { STYLE } from "./style.ts";

/** A section of the page; without content where the report has nothing for it. */
interface WrittenSection {
  readonly id: string;
  readonly section: HtmlSection | undefined;
}

/**
 * Writes a report as one HTML page that needs nothing else: no network, no other file. The same report gives the same text.
 *
 * Besides escaping, the page forbids by its content security policy any script and any style but its own.
 */
export async function htmlPage(report: Report): Promise<string> {
  const headline = headlineModel(report);
  const [summary] = headline.sentences;
  const written: readonly WrittenSection[] = await Promise.all(
    SECTIONS.map(async ({ id, html }) => ({ id, section: await html(report) })),
  );
  const policy = `default-src 'none'; script-src '${digest(SCRIPT)}'; style-src '${digest(STYLE)}'; base-uri 'none'; form-action 'none'`;
  const page = markup`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="referrer" content="no-referrer">
<meta name="description" content="${summary === undefined ? report.title : sentenceText(summary)}">
<title>${report.title}</title>
<style>${trusted(STYLE)}</style>
</head>
<body>
${headlineHtml(headline)}
${navigation(written)}
<main>
${lines(written.map(({ id, section }) => (section === undefined ? markup`` : sectionMarkup(id, section))))}
</main>
<footer>Made by Fairline from ${sourceText(report)}.</footer>
<script>${trusted(SCRIPT)}</script>
</body>
</html>
`;
  return page.html;
}

function navigation(written: readonly WrittenSection[]): Markup {
  const links = written.flatMap(({ id, section }) =>
    section === undefined ? [] : [markup`<li><a href="#${id}">${section.link}</a></li>`],
  );
  return markup`<nav aria-label="Sections"><ul>${links}</ul></nav>`;
}

/** A section under a heading of the second level. */
function sectionMarkup(id: string, { title, body }: HtmlSection): Markup {
  return markup`<section id="${id}" aria-labelledby="${id}-title">
<h2 id="${id}-title">${title}</h2>
${lines(body)}
</section>`;
}

function sourceText({ lineage, abouts }: Report): string {
  const from =
    abouts.length === 1
      ? "one metrics artifact"
      : `the metrics of ${String(abouts.length)} matrix points`;
  return lineage === undefined ? from : `${from} of pipeline ${lineage.pipeline}`;
}

/** The digest by which a content security policy knows a script or a style sheet. */
function digest(text: string): string {
  return `sha256-${createHash("sha256").update(text).digest("base64")}`;
}
