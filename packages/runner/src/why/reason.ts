import type { Instance, PlannedInput } from "@fairline/plan";
import type { ActionRecord, Lookup, Store } from "@fairline/store";
import type { Action, InputDigest, MemberDigest, Preimage } from "../action/action.ts";
import { changesBetween, sentenceOf } from "./change.ts";
import type { Change } from "./change.ts";
import type { History, Past } from "./history.ts";
import { pointName } from "../action/point-name.ts";

/** Why an instance runs or is reused: words, and the upstream instances that the words are about. */
export interface Reason {
  /** A sentence without its period. */
  readonly words: string;
  /** The same sentence about a run that is over. */
  readonly past: string;
  readonly because: readonly string[];
}

/** What a reason is found from. */
export interface ReasonSources {
  readonly store: Store;
  readonly history: History;
}

/** Why an action has to run. */
export function reasonToRun(
  instance: Instance,
  action: Action,
  lookup: Lookup | "forced" | "uncached",
  { store, history }: ReasonSources,
): Reason {
  if (lookup === "forced") return plain("it was forced");
  if (lookup === "uncached") return plain("nothing is reused in this run");
  if (lookup.state === "damaged") return plain(`its stored result was damaged (${lookup.what})`);
  const past = history.of(instance.id);
  if (past === undefined) return plain("it has not run before", "it had not run before");
  if (past.key === action.key) {
    const what = "no longer in the store";
    return plain(`its result is ${what}`, `its result was ${what}`);
  }
  const before = store.recordOf(past.key);
  if (before === undefined) {
    return plain("something in its key changed since its last run");
  }
  return changed(instance, action, preimageOf(before));
}

/** Why a result is reused, and where it is from. */
export function reasonToReuse(instance: Instance, record: ActionRecord): Reason {
  const other = record.instance === instance.id ? "" : ` as ${record.instance}`;
  return plain(`its result is known from run ${record.run} of ${dateOf(record.startedAt)}${other}`);
}

/** How an instance came from its past key to a known result of another key. */
export function reasonOfReturn(
  instance: Instance,
  action: Action,
  past: Past,
  store: Store,
): Reason {
  const before = store.recordOf(past.key);
  if (before === undefined) return plain("something in its key changed");
  return changed(instance, action, preimageOf(before));
}

/** A time as people write it, in UTC to the minute. */
function dateOf(time: number): string {
  return `${new Date(time).toISOString().slice(0, 16).replace("T", " ")} UTC`;
}

function changed(instance: Instance, action: Action, before: Preimage): Reason {
  const after = action.preimage;
  const changes = changesBetween(before, after).map((change) => ({
    ...change,
    words: change.words + origin(change, instance, action),
  }));
  const words = sentenceOf(changes);
  return { words, past: words, because: producersChanged(instance, before, after) };
}

/** Where what changed comes from, in brackets; empty where the words say it. */
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

function producersChanged(instance: Instance, before: Preimage, after: Preimage): string[] {
  const ids = new Set<string>();
  for (const { port, from } of instance.inputs) {
    const [old, now] = [before.inputs[port], after.inputs[port]];
    if (from.type === "instance" && single(old)?.digest !== single(now)?.digest) ids.add(from.id);
    if (from.type !== "fan-in") continue;
    const digests = new Map(many(old).map((member) => [pointName(member.point), member.digest]));
    const points = new Map(many(now).map((member) => [pointName(member.point), member.digest]));
    for (const { point, id } of from.members) {
      const name = pointName(point);
      if (digests.get(name) !== points.get(name)) ids.add(id);
    }
  }
  return [...ids];
}

type KeyInput = InputDigest | readonly MemberDigest[] | undefined;

function single(input: KeyInput): InputDigest | undefined {
  return input !== undefined && "digest" in input ? input : undefined;
}

function many(input: KeyInput): readonly MemberDigest[] {
  return input !== undefined && !("digest" in input) ? input : [];
}

function preimageOf(record: ActionRecord): Preimage {
  // A record is checked against its digest when it is read, so its preimage is one that `describeAction` made.
  return record.preimage as unknown as Preimage;
}

function plain(words: string, past: string = words): Reason {
  return { words, past, because: [] };
}
