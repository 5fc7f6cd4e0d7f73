import { relative } from "node:path";
import type { GateVerdict } from "@fairline/core";
import type { RunEvent } from "@fairline/runner";
import { countText, durationText } from "../format/amount.ts";
import type { Style } from "../format/style.ts";
import type { EventLineOptions } from "./event-line.ts";
import { locationText } from "./failure.ts";
import { gatesText } from "./gates.ts";
import { summarizeSkipped } from "./skipped.ts";

/** What {@link summaryText} takes besides the events. */
export interface SummaryOptions extends Pick<EventLineOptions, "logOf" | "locationOf"> {
  readonly style: Style;
  /** Published paths inside this folder are shown relative to it. */
  readonly cwd: string;
}

/**
 * What is told at the end of a run: the gates, what was published, the warnings once more, what was skipped, what failed, and
 * last the counts and the time.
 *
 * @param events - All events of the run, in order.
 * @returns Empty where the run did not come to its end.
 */
export function summaryText(events: readonly RunEvent[], options: SummaryOptions): string {
  const { style, cwd } = options;
  const end = events.find((event) => event.type === "run-finished");
  if (end === undefined) return "";
  const { lines: skipped, judged } = summarizeSkipped(events);
  const published = events
    .flatMap((event) => (event.type === "published" ? [shortPath(event.path, cwd)] : []))
    .sort();
  return [
    judged.length === 0 ? "" : `\n${style.bold("Gates")}\n${gatesText(judged, style)}`,
    section("Published", published, style),
    section("Warnings", warningsOf(events), style),
    section("Skipped", skipped, style),
    section("Failed", failuresOf(events, options), style),
    `\n${headline(end, judged, style)}\n`,
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

function warningsOf(events: readonly RunEvent[]): string[] {
  const warnings = events.flatMap((event) => {
    if (event.type === "warning") return [event.message];
    return event.type === "instance-log" && event.level === "warn"
      ? [`${event.instance}: ${event.message}`]
      : [];
  });
  return [...new Set(warnings)];
}

function failuresOf(
  events: readonly RunEvent[],
  { cwd, logOf, locationOf }: SummaryOptions,
): string[] {
  return events.flatMap((event) => {
    if (event.type !== "instance-failed" || event.willRetry) return [];
    const { instance, failure } = event;
    const location = failure.at ?? locationOf(instance);
    const log = logOf(instance);
    return [
      `${instance}: ${failure.message}`,
      ...(location === undefined ? [] : [`  at ${locationText(location)}`]),
      ...(log === undefined ? [] : [`  its log: ${shortPath(log, cwd)}`]),
    ];
  });
}

function shortPath(path: string, cwd: string): string {
  const short = relative(cwd, path);
  return short.startsWith("..") ? path : short;
}

function section(title: string, items: readonly string[], style: Style): string {
  if (items.length === 0) return "";
  return `\n${style.bold(title)}\n${items.map((item) => `  ${item}\n`).join("")}`;
}
