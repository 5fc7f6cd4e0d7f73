import { cut } from "../format/cut.ts";
import { countText, durationText } from "../format/amount.ts";
import { screenLine } from "../format/screen-text.ts";
import type { Style } from "../format/style.ts";
import type { Remaining, RunningInstance, RunView } from "./run-view.ts";
import { remaining } from "./run-view.ts";

/** What a frame is drawn with. */
export interface FrameOptions {
  readonly now: number;
  readonly jobs: number;
  /** Width of the terminal; no line is longer than this less one. */
  readonly columns: number;
  readonly style: Style;
}

const MAX_ROWS = 12;
const BAR = 20;

/** The part of the screen that is drawn over and over: one line on the run, one per running instance. */
export function frameLines(view: RunView, options: FrameOptions): string[] {
  const { now, jobs, columns, style } = options;
  const count = `${String(view.settled.size)} of ${String(view.instances.length)}`;
  const share = view.instances.length === 0 ? 0 : view.settled.size / view.instances.length;
  const left = remainingText(remaining(view, now, jobs));
  const head = `${view.pipeline}  ${bar(share)}  ${count}${left}`;
  const shown = [...view.running].slice(0, MAX_ROWS);
  const idWidth = Math.min(48, Math.max(0, ...shown.map(([id]) => id.length)));
  const lines = [style.bold(cut(head, columns - 1))];
  for (const [id, instance] of shown) {
    const name = `  ${fit(id, idWidth)}`;
    const line = cut(`${name}  ${screenLine(instanceText(instance, now))}`, columns - 1);
    lines.push(style.name(line.slice(0, name.length)) + line.slice(name.length));
  }
  const hidden = view.running.size - shown.length;
  if (hidden > 0) lines.push(style.dim(`  and ${countText(hidden, "more", "more")}`));
  return lines;
}

function instanceText(
  { startedAt, done, total, note, attempt }: RunningInstance,
  now: number,
): string {
  const again = attempt > 1 ? `attempt ${String(attempt)}  ` : "";
  const elapsed = durationText(Math.max(0, now - startedAt));
  if (total <= 0) return `${" ".repeat(BAR)}        ${again}${elapsed}`;
  const share = Math.min(1, done / total);
  const percent = `${String(Math.floor(share * 100)).padStart(4)} %`;
  return `${bar(share)}${percent}  ${again}${elapsed}${note === "" ? "" : `  ${note}`}`;
}

function remainingText(left: Remaining | undefined): string {
  if (left === undefined) return "";
  return `  ${left.isLowerBound ? "at least" : "about"} ${durationText(left.ms)} left`;
}

function bar(share: number): string {
  const full = Math.round(share * BAR);
  return "█".repeat(full) + "░".repeat(BAR - full);
}

function fit(text: string, width: number): string {
  return cut(text, width).padEnd(width);
}
