import { appendFileSync } from "node:fs";
import { join } from "node:path";
import { readText, writeAtomically } from "../checked-file.ts";
import type { StoreFiles } from "../checked-file.ts";
import { namesIn } from "../listing.ts";
import { fileName } from "./file-name.ts";

/** What runs leave in a store, each under its id: events, a log an instance, and a manifest in the end. */
export interface RunFiles {
  /** Ids of all runs, newest first. */
  ids(): Promise<readonly string[]>;
  /** Makes room for what a run leaves. */
  begin(run: string): void;
  /** Adds lines to the events of a run that has begun. */
  appendEvents(run: string, lines: string): void;
  /** Where the log of an instance lies on this machine; the file is missing where nothing was printed. */
  logPath(run: string, instance: string): string;
  writeManifest(run: string, text: string): Promise<void>;
  /** The text of a run's manifest; undefined where there is none. */
  readManifest(run: string): Promise<string | undefined>;
}

/** The files of runs in a directory: `runs/<id>/{events.ndjson,logs/,manifest.json}`. */
export class LocalRunFiles implements RunFiles {
  readonly #files: StoreFiles;

  constructor(files: StoreFiles) {
    this.#files = files;
  }

  ids(): Promise<readonly string[]> {
    return Promise.resolve([...namesIn(this.#files.layout.runs)].sort().reverse());
  }

  begin(run: string): void {
    this.#files.disk.makeDirectory(this.#path(run, "logs"));
  }

  appendEvents(run: string, lines: string): void {
    appendFileSync(this.#path(run, "events.ndjson"), lines);
  }

  logPath(run: string, instance: string): string {
    return this.#path(run, "logs", `${fileName(instance)}.log`);
  }

  writeManifest(run: string, text: string): Promise<void> {
    return writeAtomically(this.#files, this.#path(run, "manifest.json"), text);
  }

  readManifest(run: string): Promise<string | undefined> {
    return Promise.resolve(readText(this.#path(run, "manifest.json")));
  }

  /** The events of a run, one a line; undefined where there are none. */
  readEvents(run: string): string | undefined {
    return readText(this.#path(run, "events.ndjson"));
  }

  #path(run: string, ...names: readonly string[]): string {
    return join(this.#files.layout.run(run), ...names);
  }
}
