import { errorCode } from "@fairline/store";
import type { RunFiles } from "@fairline/store";
import type { RunEvent } from "../event.ts";
import type { RunManifest } from "./manifest.ts";

/** Events are gathered to this many characters before they are written; a crash loses no more. */
const bufferLength = 32 * 1024;

/** An event before it gets its time. */
type NewEvent = RunEvent extends infer E ? (E extends RunEvent ? Omit<E, "time"> : never) : never;

/** Who else is told what happens in a run, and when it is. */
interface Listener {
  readonly onEvent: (event: RunEvent) => void;
  readonly clock: () => number;
}

/** What happens in a run: told as events, and left in the store. In a read-only store nothing is left. */
export class RunRecord {
  readonly #files: RunFiles;
  readonly #run: string;
  readonly #listener: Listener;
  #buffer = "";
  #failure: unknown;

  constructor(files: RunFiles, run: string, listener: Listener) {
    this.#files = files;
    this.#run = run;
    this.#listener = listener;
    this.#try(() => {
      files.begin(run);
    });
  }

  /** Why nothing is recorded; undefined where all is well. */
  get failure(): unknown {
    return this.#failure;
  }

  /** Where the log of an instance goes. */
  logPath(instance: string): string {
    return this.#files.logPath(this.#run, instance);
  }

  /** Tells what happens, now. */
  emit(event: NewEvent): void {
    const timed = { time: this.#listener.clock(), ...event };
    this.#buffer += `${JSON.stringify(timed)}\n`;
    if (this.#buffer.length >= bufferLength || isWorthKeeping(timed)) this.flush();
    this.#listener.onEvent(timed);
  }

  async writeManifest(manifest: RunManifest): Promise<void> {
    if (this.#failure !== undefined) return;
    try {
      await this.#files.writeManifest(this.#run, `${JSON.stringify(manifest)}\n`);
    } catch (error) {
      this.#fail(error);
    }
  }

  /** Writes what has been gathered. */
  flush(): void {
    const lines = this.#buffer;
    this.#buffer = "";
    if (lines === "") return;
    this.#try(() => {
      this.#files.appendEvents(this.#run, lines);
    });
  }

  #try(work: () => void): void {
    if (this.#failure !== undefined) return;
    try {
      work();
    } catch (error) {
      this.#fail(error);
    }
  }

  #fail(error: unknown): void {
    if (errorCode(error) === undefined) throw error;
    this.#failure = error;
  }
}

function isWorthKeeping({ type }: RunEvent): boolean {
  return type === "instance-started" || type === "instance-finished" || type === "instance-failed";
}
