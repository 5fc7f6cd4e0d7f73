import { readFileSync } from "node:fs";
import { relative } from "node:path";
import type { Plan } from "@fairline/plan";
import { sha256 } from "@fairline/core";
import { writeAtomically } from "@fairline/store";
import type { Store } from "@fairline/store";

/** What is remembered of an instance: the last key that it had, and how it came to have it. */
export interface Past {
  readonly key: string;
  /** The run in which it came to have this key. */
  readonly run: string;
  /** Whether it ran then, or its result was known already. */
  readonly ran: boolean;
  /** Why, in one sentence. */
  readonly reason: string;
  /** The upstream instances whose new outputs were part of the reason. */
  readonly because: readonly string[];
}

/**
 * The last key of every instance of a pipeline, so that a rerun can be explained. Only words rest on it: a
 * missing or damaged history makes an explanation shorter and nothing else.
 */
export class History {
  readonly #store: Store;
  readonly #path: string;
  readonly #entries: Map<string, Past>;
  #changed = false;

  private constructor(store: Store, path: string) {
    this.#store = store;
    this.#path = path;
    this.#entries = new Map(Object.entries(readHistory(path)));
  }

  /** The history of a pipeline, told by its file's place relative to the store, so that both may move together. */
  static of(plan: Plan, store: Store): History {
    const name = sha256(relative(store.directory, plan.file)).slice(0, 32);
    return new History(store, `${store.layout.history}/${name}.json`);
  }

  of(instance: string): Past | undefined {
    return this.#entries.get(instance);
  }

  set(instance: string, past: Past): void {
    this.#entries.set(instance, past);
    this.#changed = true;
  }

  /** Writes what has changed, keeping what other runs wrote about other instances. */
  async save(): Promise<void> {
    if (!this.#changed) return;
    const merged = { ...readHistory(this.#path), ...Object.fromEntries(this.#entries) };
    const body = JSON.stringify(merged);
    await writeAtomically(this.#store, this.#path, `${sha256(body)}\n${body}\n`);
    this.#changed = false;
  }
}

function readHistory(path: string): Readonly<Record<string, Past>> {
  let text: string;
  try {
    text = readFileSync(path, "utf8");
  } catch {
    return {};
  }
  const body = text.slice(65, -1);
  if (text.slice(0, 64) !== sha256(body)) return {};
  // The digest says that `save` wrote it.
  return JSON.parse(body) as Record<string, Past>;
}
