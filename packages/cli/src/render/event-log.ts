import type { RunEvent } from "@fairline/runner";
import { countText, durationText } from "../format/amount.ts";
import { eventLine } from "./event-line.ts";
import type { EventLineOptions } from "./event-line.ts";

/** Milliseconds between two lines on the progress of the same instance. */
const PROGRESS_EVERY = 10_000;

/** Milliseconds without a line after which one says what is still at work. */
const QUIET_FOR = 30_000;

/** Instances at work that a line names. */
const NAMED = 3;

/** A run where there is no terminal. Time is that of the events, in milliseconds since the epoch. */
export interface EventLog {
  /** The line of an event with the seconds since the start; empty where it has none. */
  readonly event: (event: RunEvent) => string;
  /** A line on what is still at work, where nothing was told for half a minute; empty otherwise. Call it every second or so. */
  readonly heartbeat: (now: number) => string;
}

/** Makes the renderer for places that are no terminal. Progress is told every ten seconds per instance at most. */
export function createEventLog(options: EventLineOptions): EventLog {
  const toldAt = new Map<string, number>();
  const running = new Map<string, number>();
  const run = { startedAt: Number.NaN, toldAt: Number.NaN };
  const line = (text: string, time: number): string => {
    if (text === "") return "";
    run.toldAt = time;
    const seconds = ((time - run.startedAt) / 1000).toFixed(1);
    return `${options.style.dim(`${seconds.padStart(7)} s`)}  ${text}`;
  };
  const progress = (event: Extract<RunEvent, { type: "instance-progress" }>): string => {
    const { instance, done, total, note, time } = event;
    if (total <= 0 || time - (toldAt.get(instance) ?? time) < PROGRESS_EVERY) return "";
    toldAt.set(instance, time);
    const percent = Math.floor((100 * done) / total);
    return `  ${instance} ${String(percent)} %${note === "" ? "" : `: ${note}`}\n`;
  };
  return {
    event: (event) => {
      if (event.type === "run-started") run.startedAt = event.time;
      if (event.type === "instance-started") {
        toldAt.set(event.instance, event.time);
        running.set(event.instance, event.time);
      }
      if (event.type === "instance-finished" || event.type === "instance-failed") {
        running.delete(event.instance);
      }
      const text = event.type === "instance-progress" ? progress(event) : eventLine(event, options);
      return line(text, event.time);
    },
    heartbeat: (now) => {
      if (running.size === 0 || now - run.toldAt < QUIET_FOR) return "";
      const named = [...running].slice(0, NAMED).map(([id, startedAt]) => {
        return `${id} (${durationText(now - startedAt)})`;
      });
      const others = running.size - named.length;
      const more = others === 0 ? [] : [`and ${countText(others, "more", "more")}`];
      return line(`  still at work: ${[...named, ...more].join(", ")}\n`, now);
    },
  };
}
