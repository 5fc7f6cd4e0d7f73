import { existsSync } from "node:fs";
import type { RunEvent, RunOptions } from "@fairline/runner";
import { errStyle, outStyle } from "../format/style.ts";
import type { EventLineOptions } from "../render/event-line.ts";
import { createEventLog } from "../render/event-log.ts";
import { createLive } from "../render/live.ts";
import { summaryText } from "../render/summary.ts";
import type { Session } from "../session/session.ts";
import { stageLocation } from "../session/stage-location.ts";
import type { Terminal } from "../terminal.ts";
import { takeInterrupts } from "./interrupts.ts";

/**
 * What is shown of a run. `all`: progress and the summary. `progress`: no summary. `events`: every event on
 * standard output, one JSON object a line, and nothing else. `nothing`: what it says.
 */
export type Show = "all" | "progress" | "events" | "nothing";

/** The options of a run that come from the terminal. */
export type TerminalOptions = Pick<RunOptions, "jobs" | "onEvent" | "signal" | "kill">;

/** Something that shows events as they come. */
interface Renderer {
  readonly event: (event: RunEvent) => void;
  readonly say: (text: string) => void;
  readonly close: () => void;
}

/** How often a terminal is drawn anew. */
const FRAME_MS = 120;

/** How often it is asked whether what runs has been silent for long. */
const HEARTBEAT_MS = 1000;

/**
 * Does work that runs stages: shows how it goes on standard error, tells the end on standard output, and lets
 * Ctrl+C stop it.
 */
export async function execute<T>(
  session: Session,
  show: Show,
  terminal: Terminal,
  work: (options: TerminalOptions) => Promise<T>,
): Promise<T> {
  const events: RunEvent[] = [];
  const where = {
    logOf: (instance: string) => {
      const start = events.findLast((event) => event.type === "run-started");
      return logPath(session, start?.run ?? "", instance);
    },
    locationOf: (id: string) => {
      const instance = session.plan.instances.find((one) => one.id === id);
      return instance && stageLocation(instance, session.texts, terminal.cwd);
    },
  };
  const renderer = makeRenderer(show, terminal, session.settings.jobs, where);
  const interrupts = takeInterrupts(process, renderer.say);
  try {
    return await work({
      jobs: session.settings.jobs,
      onEvent: (event) => {
        if (event.type !== "instance-progress") events.push(event);
        renderer.event(event);
      },
      signal: interrupts.cancel,
      kill: interrupts.kill,
    });
  } finally {
    interrupts.release();
    renderer.close();
    if (show === "all") {
      const style = outStyle(terminal);
      terminal.out(summaryText(events, { ...where, style, cwd: terminal.cwd }));
    }
  }
}

function makeRenderer(
  show: Show,
  terminal: Terminal,
  jobs: number,
  where: Pick<EventLineOptions, "logOf" | "locationOf">,
): Renderer {
  const plain = {
    say: (text: string) => {
      terminal.err(`${text}\n`);
    },
    close: () => undefined,
  };
  if (show === "nothing") return { ...plain, event: () => undefined };
  if (show === "events") {
    const event = (one: RunEvent): void => {
      terminal.out(`${JSON.stringify(one)}\n`);
    };
    return { ...plain, event };
  }
  const lines: EventLineOptions = {
    style: errStyle(terminal),
    debug: (terminal.env["FAIRLINE_DEBUG"] ?? "") !== "",
    ...where,
  };
  if (!terminal.live) {
    const log = createEventLog(lines);
    const event = (one: RunEvent): void => {
      terminal.err(log.event(one));
    };
    const timer = setInterval(() => {
      terminal.err(log.heartbeat(terminal.clock()));
    }, HEARTBEAT_MS);
    const close = (): void => {
      clearInterval(timer);
    };
    return { ...plain, event, close };
  }
  const { draw: write, clock, columns } = terminal;
  const live = createLive({ ...lines, write, clock, columns, jobs });
  const timer = setInterval(live.tick, FRAME_MS);
  const close = (): void => {
    clearInterval(timer);
    live.close();
  };
  return { event: live.event, say: live.say, close };
}

/** Where the log of an instance lies, or undefined where there is none. */
function logPath({ store }: Session, run: string, instance: string): string | undefined {
  const file = store.runs.logPath(run, instance);
  return existsSync(file) ? file : undefined;
}
