import { badge } from "../../html/badge.ts";
import { folded, lines } from "../../html/elements.ts";
import { markup, type Markup } from "../../html/markup.ts";
import { metricWords } from "../../format/metric-words.ts";
import { rawText } from "../../format/numbers.ts";
import type { GatesModel, GateSummary, PointVerdict } from "./model.ts";

/** How the gates came out, the failing ones first. */
export function gatesHtml({ summary, gates }: GatesModel): readonly Markup[] {
  return [
    markup`<p>${summary}</p>`,
    ...(gates.length === 0 ? [] : [markup`<ul class="gates">${gates.map(gateMarkup)}</ul>`]),
  ];
}

function gateMarkup(gate: GateSummary): Markup {
  const [only, ...more] = gate.verdicts;
  const isSingle = only !== undefined && more.length === 0;
  const about = [
    `${metricWords(gate.metric).label}${gate.attribute === null ? "" : ` by ${gate.attribute}`}`,
    `stage ${gate.stage}`,
    ...(isSingle && only.point !== "" ? [only.point] : []),
  ].join(", ");
  const body = isSingle
    ? markup`<p class="held"><b>${rawText(only.value)}</b>, limit <b>${limitText(gate.limit)}</b></p><p class="message">${only.message}</p>`
    : pointsMarkup(gate);
  return markup`<li class="gate ${gate.outcome}">
<h3>${badge(gate.outcome)} ${gate.gate}</h3>
<p class="muted">${about}</p>
${body}
</li>
`;
}

/** A limit with the signs that people write: `≤ 0.05`. */
function limitText(limit: string): string {
  return limit.replace("<=", "≤").replace(">=", "≥");
}

function pointsMarkup({ limit, verdicts }: GateSummary): Markup {
  const passed = verdicts.filter(({ outcome }) => outcome === "pass");
  const others = verdicts.filter(({ outcome }) => outcome !== "pass");
  const all = String(verdicts.length);
  return lines([
    markup`<p class="held"><b>${passed.length} of ${all} points</b> pass; limit <b>${limitText(limit)}</b></p>`,
    ...(others.length === 0 ? [] : [verdictList(others)]),
    ...(passed.length === 0
      ? []
      : [
          folded(
            passed.length === 1
              ? "The point that passes"
              : `The ${String(passed.length)} points that pass`,
            [verdictList(passed)],
          ),
        ]),
  ]);
}

function verdictList(verdicts: readonly PointVerdict[]): Markup {
  return markup`<ul class="verdicts">${verdicts.map(
    ({ point, outcome, value, message }) =>
      markup`<li>${badge(outcome)} <b>${point === "" ? "all rows" : point}</b>: ${rawText(value)}. <span class="muted">${message}</span></li>`,
  )}</ul>`;
}
