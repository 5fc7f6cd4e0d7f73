import { unreachable } from "@fairline/core";
import type { ErrorLocation } from "@fairline/core";
import type { RunEvent } from "@fairline/runner";
import { countText, durationText } from "../format/amount.ts";
import { failureText } from "./failure.ts";
import type { FailureOptions } from "./failure.ts";

/** What {@link eventLine} takes besides the event. */
export interface EventLineOptions extends Omit<FailureOptions, "log"> {
  /** Where the log of an instance lies; undefined where it printed nothing. */
  readonly logOf: (instance: string) => string | undefined;
  /** Where an instance's stage stands in the pipeline file. */
  readonly locationOf: (instance: string) => ErrorLocation | undefined;
}

/**
 * One event as a line that stays, with further lines under it for a failure; ends in a newline.
 *
 * Progress has no line of its own here; what was skipped, gates, published files and the end are told by the summary.
 */
export function eventLine(event: RunEvent, options: EventLineOptions): string {
  const { style } = options;
  switch (event.type) {
    case "run-started":
      return `run ${event.run} of ${style.bold(event.pipeline)}: ${countText(event.instances.length, "instance")}\n`;
    case "instance-reused":
      return `${style.dim("=")} ${event.instance} ${style.dim("reused")}\n`;
    case "instance-started": {
      const again = event.attempt > 1 ? ` (attempt ${String(event.attempt)})` : "";
      return `${style.name(">")} ${event.instance} started${again}: ${style.dim(event.reason)}\n`;
    }
    case "instance-finished":
      return `${style.good("+")} ${event.instance} done in ${durationText(event.durationMs)}\n`;
    case "instance-failed":
      return failedLine(event, options);
    case "instance-log":
      return event.level === "warn"
        ? `${style.warn("!")} ${event.instance}: ${event.message}\n`
        : `  ${event.instance}: ${style.dim(event.message)}\n`;
    case "warning":
      return `${style.warn("!")} ${event.message}\n`;
    case "instance-progress":
    case "instance-skipped":
    case "published":
    case "gate":
    case "run-finished":
      return "";
    default:
      return unreachable(event);
  }
}

function failedLine(
  { instance, failure, willRetry }: Extract<RunEvent, { type: "instance-failed" }>,
  options: EventLineOptions,
): string {
  const retry = willRetry ? ", and is tried again" : "";
  const mark = willRetry ? options.style.warn("!") : options.style.bad("x");
  const location = failure.at ?? options.locationOf(instance);
  const located = location === undefined ? failure : { ...failure, at: location };
  return (
    `${mark} ${instance} failed${retry}: ${failure.message}\n` +
    failureText(located, { ...options, log: options.logOf(instance) })
  );
}
