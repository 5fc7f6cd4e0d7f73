import { numbers, table, texts } from "../../markdown/table.ts";
import { code, escapeMarkdown } from "../../markdown/text.ts";
import { rawText } from "../../format/numbers.ts";
import type { GatesModel, GateSummary } from "./model.ts";

/** How the gates came out: a row for each point that does not pass, and one for those that do. */
export function gatesMarkdown({ summary, gates }: GatesModel): readonly string[] {
  return [summary, gates.length === 0 ? "" : table(HEADS, gates.flatMap(gateRows))];
}

const HEADS = [
  texts("Outcome"),
  texts("Gate"),
  texts("Figure"),
  texts("Point"),
  numbers("Value"),
  texts("Limit"),
  texts("Message"),
];

const OUTCOMES = { pass: "✅ pass", warn: "⚠️ warn", fail: "❌ fail" } as const;

function gateRows({ gate, metric, attribute, limit, verdicts }: GateSummary): string[][] {
  const figure = `${code(metric)}${attribute === null ? "" : ` by ${escapeMarkdown(attribute)}`}`;
  const row = (
    outcome: keyof typeof OUTCOMES,
    point: string,
    value: string,
    message: string,
  ): string[] => [
    OUTCOMES[outcome],
    escapeMarkdown(gate),
    figure,
    escapeMarkdown(point),
    value,
    escapeMarkdown(limit),
    escapeMarkdown(message),
  ];
  const passed = verdicts.filter(({ outcome }) => outcome === "pass");
  const single =
    verdicts.length === 1 ? verdicts : verdicts.filter(({ outcome }) => outcome !== "pass");
  return [
    ...single.map(({ outcome, point, value, message }) =>
      row(outcome, point, rawText(value), message),
    ),
    ...(verdicts.length > 1 && passed.length > 0
      ? [row("pass", `${String(passed.length)} of ${String(verdicts.length)} points`, "", "")]
      : []),
  ];
}
