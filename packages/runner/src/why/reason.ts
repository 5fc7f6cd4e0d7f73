import type { Instance, PlannedInput } from "@fairline/plan";
import type { ActionRecord, Lookup, Store } from "@fairline/store";
import type { Action, Preimage } from "../action/action.ts";
import { changesBetween, sentenceOf } from "./change.ts";
import type { Change } from "./change.ts";
import type { History, LastResult } from "./history.ts";
import { pointName } from "../action/point-name.ts";

/** What the cache says of an action: what the store knows, or that the run was told not to reuse it. */
export type CacheOutcome = Lookup | { readonly state: "forced" } | { readonly state: "uncached" };

/** Why an instance runs or is reused. */
export interface Reason {
  /** A sentence without its period. */
  readonly text: string;
  /** The same sentence about a run that is over. */
  readonly pastText: string;
  /** Ids of the upstream instances that it is about. */
  readonly causes: readonly string[];
}

/** What a reason is found from. */
export interface ReasonSources {
  readonly store: Store;
  readonly history: History;
}

/** Why an action has to run. */
export async function reasonToRun(
  instance: Instance,
  action: Action,
  outcome: Exclude<CacheOutcome, { state: "hit" }>,
  { store, history }: ReasonSources,
): Promise<Reason> {
  switch (outcome.state) {
    case "forced":
      return plain("it was forced");
    case "uncached":
      return plain("nothing is reused in this run");
    case "damaged":
      return plain(`its stored result was damaged (${outcome.damage})`);
    case "miss":
      break;
  }
  const last = history.get(instance.id);
  if (last === undefined) return plain("it has not run before", "it had not run before");
  if (last.key === action.key) {
    const what = "no longer in the store";
    return plain(`its result is ${what}`, `its result was ${what}`);
  }
  const before = await store.recordOf(last.key);
  if (before === undefined) return plain("something in its key changed since its last run");
  return changed(instance, action, preimageOf(before));
}

/** Why a result is reused, and where it is from. */
export function reasonToReuse(instance: Instance, record: ActionRecord): Reason {
  const other = record.instance === instance.id ? "" : ` as ${record.instance}`;
  return plain(`its result is known from run ${record.run} of ${dateOf(record.startedAt)}${other}`);
}

/** How an instance came from the key of its last result to a known result of another key. */
export async function reasonOfReturn(
  instance: Instance,
  action: Action,
  last: LastResult,
  store: Store,
): Promise<Reason> {
  const before = await store.recordOf(last.key);
  if (before === undefined) return plain("something in its key changed");
  return changed(instance, action, preimageOf(before));
}

/** A time as people write it, in UTC to the minute. */
function dateOf(time: number): string {
  return `${new Date(time).toISOString().slice(0, 16).replace("T", " ")} UTC`;
}

function changed(instance: Instance, action: Action, before: Preimage): Reason {
  const changes = changesBetween(before, action.preimage).map((change) => ({
    ...change,
    text: change.text + origin(change, instance, action),
  }));
  const text = sentenceOf(changes);
  return { text, pastText: text, causes: producersOf(changes, instance) };
}

/** Where what changed comes from, in brackets; empty where the text says it. */
function origin(change: Change, { inputs, work }: Instance, { externals }: Action): string {
  const input = inputs.find(({ port }) => port === change.port);
  if (input !== undefined) return madeBy(input);
  const source = externals.find(({ name }) => name === change.external);
  if (source?.type === "file") return ` (${source.path})`;
  const isPlugIn = work.type === "stage" && work.module !== undefined;
  return change.isCode === true && isPlugIn ? ` (${work.uses})` : "";
}

/** ` (from rebalance)` where one instance made the input, ` (data.csv)` for a file of the user's. */
function madeBy({ from }: PlannedInput): string {
  switch (from.type) {
    case "instance":
      return ` (from ${from.id})`;
    case "file":
      return ` (${from.path})`;
    case "fan-in":
      return "";
  }
}

/** The upstream instances that made what changed. */
function producersOf(changes: readonly Change[], { inputs }: Instance): string[] {
  const ids = new Set<string>();
  for (const { port, from } of inputs) {
    const change = changes.find((one) => one.port === port);
    if (change === undefined) continue;
    if (from.type === "instance") ids.add(from.id);
    if (from.type !== "fan-in") continue;
    for (const { point, id } of from.members) {
      if (change.points?.has(pointName(point)) ?? true) ids.add(id);
    }
  }
  return [...ids];
}

function preimageOf(record: ActionRecord): Preimage {
  // A record is checked against its digest when it is read, so its preimage is one that `describeAction` made.
  return record.preimage as unknown as Preimage;
}

function plain(text: string, pastText: string = text): Reason {
  return { text, pastText, causes: [] };
}
