import type { Plan } from "@fairline/plan";
import type { PipelineTexts, Store } from "@fairline/store";

/** What is remembered of an instance: the key of its last result, and how it came to have it. */
export interface LastResult {
  readonly key: string;
  /** The run in which it came to have this key. */
  readonly run: string;
  /** Whether it ran then, or its result was known already. */
  readonly ran: boolean;
  /** Why, in one sentence. */
  readonly reason: string;
  /** Ids of the upstream instances whose new outputs were part of the reason. */
  readonly causes: readonly string[];
}

type LastResults = Readonly<Record<string, LastResult>>;

/**
 * The last result of every instance of a pipeline, so that a rerun can be explained. Only explanations rest on it: a
 * missing or damaged history makes them shorter and nothing else.
 */
export class History {
  readonly #texts: PipelineTexts;
  readonly #file: string;
  readonly #entries: Map<string, LastResult>;
  #changed = false;

  /** Reads the history of a pipeline. */
  constructor({ file }: Plan, { history }: Store) {
    this.#texts = history;
    this.#file = file;
    this.#entries = new Map(Object.entries(this.#read()));
  }

  get(instance: string): LastResult | undefined {
    return this.#entries.get(instance);
  }

  set(instance: string, last: LastResult): void {
    this.#entries.set(instance, last);
    this.#changed = true;
  }

  /** Writes what has changed, keeping what other runs wrote about other instances. */
  async save(): Promise<void> {
    if (!this.#changed) return;
    const merged = { ...this.#read(), ...Object.fromEntries(this.#entries) };
    await this.#texts.write(this.#file, JSON.stringify(merged));
    this.#changed = false;
  }

  #read(): LastResults {
    // The store gives what `save` wrote, or nothing.
    return JSON.parse(this.#texts.read(this.#file) ?? "{}") as LastResults;
  }
}
