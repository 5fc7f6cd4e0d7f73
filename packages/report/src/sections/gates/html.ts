import { markup, type Markup } from "../../html/markup.ts";
import { gatesSentence, type GateSummary, type PointVerdict } from "./model.ts";
import { metricWords } from "../../format/metric-words.ts";
import { rawText } from "../../format/numbers.ts";
import type { ReportModel } from "../../report.ts";
import { folded, lines, section } from "../../html/elements.ts";

/** How the gates came out, the failing ones first. */
export function gatesSection({ gates }: ReportModel): Markup {
  if (gates.length === 0) {
    return section("gates", "Gates", [markup`<p>No gate was held against these figures.</p>`]);
  }
  return section("gates", "Gates", [
    markup`<p>${gatesSentence(gates)}</p>`,
    markup`<ul class="gates">${gates.map(gateMarkup)}</ul>`,
  ]);
}

/** The sign and the word of an outcome: never colour alone. */
const BADGES = {
  pass: { sign: "✓", word: "pass" },
  warn: { sign: "!", word: "warn" },
  fail: { sign: "✕", word: "fail" },
} as const;

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

/** The outcome of a gate as a badge. */
export function badge(outcome: GateSummary["outcome"]): Markup {
  const { sign, word } = BADGES[outcome];
  return markup`<span class="badge ${outcome}"><span aria-hidden="true">${sign}</span> ${word}</span>`;
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
