import { createHash } from "node:crypto";
import { markup, trusted, type Markup } from "./markup.ts";
import type { ReportModel } from "../report.ts";
import { sentenceText } from "../format/sentence.ts";
import { betweenSection } from "../sections/all-figures/html.ts";
import { dataSection } from "../sections/data/html.ts";
import { frontSection } from "../sections/front/html.ts";
import { gapsSection } from "../sections/gaps/html.ts";
import { gatesSection } from "../sections/gates/html.ts";
import { groupsSection } from "../sections/groups/html.ts";
import { headSection } from "../sections/headline/html.ts";
import { pipelineSection } from "../sections/pipeline/html.ts";
import { readingSection } from "../sections/definitions/html.ts";
import { limitsSection } from "../sections/limits/html.ts";
import { SCRIPT } from "./script.ts";
import { strataSection } from "../sections/strata/html.ts";
import { STYLE } from "./style.ts";

/**
 * Writes a report as one HTML page that needs nothing else: no network, no other file. The same model gives the same text.
 *
 * Besides escaping, the page forbids by its content security policy any script and any style but its own.
 */
export function htmlPage(model: ReportModel): string {
  const summary = model.headline[0];
  const policy = `default-src 'none'; script-src '${digest(SCRIPT)}'; style-src '${digest(STYLE)}'; base-uri 'none'; form-action 'none'`;
  const page = markup`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="referrer" content="no-referrer">
<meta name="description" content="${summary === undefined ? model.title : sentenceText(summary)}">
<title>${model.title}</title>
<style>${trusted(STYLE)}</style>
</head>
<body>
${headSection(model)}
${navigation(model)}
<main>
${gatesSection(model)}
${gapsSection(model)}
${frontSection(model)}
${groupsSection(model)}
${strataSection(model)}
${betweenSection(model)}
${dataSection(model)}
${pipelineSection(model)}
${readingSection(model)}
${limitsSection(model)}
</main>
<footer>Made by Fairline from ${sourceText(model)}.</footer>
<script>${trusted(SCRIPT)}</script>
</body>
</html>
`;
  return page.html;
}

function navigation({ settings, attributes, pipeline }: ReportModel): Markup {
  const hasFront = attributes.some(({ front }) => front !== undefined);
  const links = [
    ["gates", "Gates"],
    ["gaps", "Gaps"],
    ...(settings.length > 1 ? [["front", hasFront ? "Front" : "Settings"]] : []),
    ["groups", "Groups"],
    ...(attributes.some(({ strata }) => strata.length > 0) ? [["strata", "Strata"]] : []),
    ["between", "All figures"],
    ["data", "Data"],
    ...(pipeline === undefined ? [] : [["pipeline", "Pipeline"]]),
    ["reading", "How to read"],
    ["limits", "Limits"],
  ] as const;
  return markup`<nav aria-label="Sections"><ul>${links.map(
    ([id, name]) => markup`<li><a href="#${id}">${name}</a></li>`,
  )}</ul></nav>`;
}

function sourceText({ pipeline, settings }: ReportModel): string {
  const points = settings.reduce((sum, { members }) => sum + members, 0);
  const from =
    points === 1 ? "one metrics artifact" : `the metrics of ${String(points)} matrix points`;
  return pipeline === undefined ? from : `${from} of pipeline ${pipeline.name}`;
}

/** The digest by which a content security policy knows a script or a style sheet. */
function digest(text: string): string {
  return `sha256-${createHash("sha256").update(text).digest("base64")}`;
}
