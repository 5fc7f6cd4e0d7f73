import { relative } from "node:path";
import type { GateVerdict } from "@fairline/core";
import type { RunEvent } from "@fairline/runner";
import { countText, durationText } from "../format/amount.ts";
import type { Style } from "../format/style.ts";
import { gatesText } from "./gates.ts";

/** What {@link summaryText} takes besides the events. */
export interface SummaryOptions {
  readonly style: Style;
  /** Published paths inside this folder are shown relative to it. */
  readonly cwd: string;
}

/**
 * What is told at the end of a run: counts and time, the gates, what was published, the warnings once more.
 *
 * @param events - All events of the run, in order.
 * @returns Empty where the run did not come to its end.
 */
export function summaryText(events: readonly RunEvent[], { style, cwd }: SummaryOptions): string {
  const end = events.find((event) => event.type === "run-finished");
  if (end === undefined) return "";
  const verdicts = events.flatMap((event) => (event.type === "gate" ? [event.verdict] : []));
  const published = events
    .flatMap((event) => (event.type === "published" ? [shortPath(event.path, cwd)] : []))
    .sort();
  return [
    verdicts.length === 0 ? "" : `\n${style.bold("Gates")}\n${gatesText(verdicts, style)}`,
    published.length === 0 ? "" : `\n${style.bold("Published")}\n${list(published)}`,
    warningsText(events, style),
    `\n${headline(end, verdicts, style)}\n`,
  ].join("");
}

function headline(
  end: Extract<RunEvent, { type: "run-finished" }>,
  verdicts: readonly GateVerdict[],
  style: Style,
): string {
  const counts = [
    `${String(end.ran)} ran`,
    `${String(end.reused)} reused`,
    ...(end.failed === 0 ? [] : [`${String(end.failed)} failed`]),
    ...(end.skipped === 0 ? [] : [`${String(end.skipped)} skipped`]),
  ];
  const tail = `in ${durationText(end.durationMs)}: ${counts.join(", ")}`;
  const failing = verdicts.filter(({ outcome }) => outcome === "fail").length;
  switch (end.exit) {
    case 0:
      return `${style.good("Done")} ${tail}.`;
    case 1:
      return `${style.bad("Failed")} ${tail}.`;
    case 2:
      return `${style.bad("Done")} ${tail}, but ${String(failing)} of ${countText(verdicts.length, "gate verdict")} failed.`;
    case 130:
      return `${style.warn("Interrupted")} ${tail}. What was finished is kept; the next run goes on from there.`;
  }
}

function warningsText(events: readonly RunEvent[], style: Style): string {
  const warnings = new Set(
    events.flatMap((event) => {
      if (event.type === "warning") return [event.message];
      return event.type === "instance-log" && event.level === "warn"
        ? [`${event.instance}: ${event.message}`]
        : [];
    }),
  );
  return warnings.size === 0 ? "" : `\n${style.bold("Warnings")}\n${list([...warnings])}`;
}

function shortPath(path: string, cwd: string): string {
  const short = relative(cwd, path);
  return short.startsWith("..") ? path : short;
}

function list(items: readonly string[]): string {
  return items.map((item) => `  ${item}\n`).join("");
}
