import { closeSync, openSync, writeSync } from "node:fs";
import { join } from "node:path";
import { errorCode, writeAtomically } from "@fairline/store";
import type { Store } from "@fairline/store";
import type { RunEvent } from "../event.ts";
import { fileName } from "../job/file-name.ts";
import type { RunManifest } from "./manifest.ts";

/** Events are gathered to this many characters before they are written; a crash loses no more. */
const bufferLength = 32 * 1024;

/** What a run leaves behind in `runs/<id>`: its events, its logs, its manifest. In a read-only store it leaves nothing. */
export class RunRecord {
  readonly #store: Store;
  readonly #run: string;
  readonly #directory: string;
  #buffer = "";
  #file: number | undefined;
  #failure: unknown;

  constructor(store: Store, id: string) {
    this.#store = store;
    this.#run = id;
    this.#directory = store.layout.run(id);
    try {
      store.disk.makeDirectory(join(this.#directory, "logs"));
    } catch (error) {
      if (errorCode(error) === undefined) throw error;
      this.#failure = error;
    }
  }

  /** Why nothing is recorded; undefined where all is well. */
  get failure(): unknown {
    return this.#failure;
  }

  /** Where the log of an instance goes. */
  logPath(instance: string): string {
    return logPathOf(this.#store, this.#run, instance);
  }

  add(event: RunEvent): void {
    if (this.#failure !== undefined) return;
    this.#buffer += `${JSON.stringify(event)}\n`;
    if (this.#buffer.length >= bufferLength || isWorthKeeping(event)) this.#flush();
  }

  async writeManifest(manifest: RunManifest): Promise<void> {
    if (this.#failure !== undefined) return;
    try {
      const path = join(this.#directory, "manifest.json");
      await writeAtomically(this.#store, path, `${JSON.stringify(manifest)}\n`);
    } catch (error) {
      if (errorCode(error) === undefined) throw error;
      this.#failure = error;
    }
  }

  /** Writes what is left of the events. */
  close(): void {
    this.#flush();
    if (this.#file !== undefined) closeSync(this.#file);
    this.#file = undefined;
  }

  #flush(): void {
    if (this.#failure !== undefined || this.#buffer === "") return;
    try {
      this.#file ??= openSync(join(this.#directory, "events.ndjson"), "a");
      writeSync(this.#file, this.#buffer);
      this.#buffer = "";
    } catch (error) {
      if (errorCode(error) === undefined) throw error;
      this.#failure = error;
    }
  }
}

/** Where the log of an instance of a run lies; the file is missing where nothing was printed. */
export function logPathOf(store: Store, run: string, instance: string): string {
  return join(store.layout.run(run), "logs", `${fileName(instance)}.log`);
}

function isWorthKeeping({ type }: RunEvent): boolean {
  return type === "instance-started" || type === "instance-finished" || type === "instance-failed";
}
