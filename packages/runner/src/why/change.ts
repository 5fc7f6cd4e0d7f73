import type { MemberDigest, Preimage } from "../action/action.ts";
import { pointName } from "../action/point-name.ts";
import { isSame, valuesThatDiffer } from "./value-difference.ts";

/** One difference between two preimages: a phrase for people, and what of the instance it is about. */
export interface Change {
  readonly text: string;
  /** An input port, or the name of an external input. */
  readonly port?: string;
  /** Of a fan-in that is not new: the points that are new or changed. */
  readonly points?: ReadonlySet<string>;
  readonly external?: string;
  /** Whether it is about the code behind the stage. */
  readonly isCode?: boolean;
}

/** Everything that differs between the preimage of an earlier action and that of a new one, what the user most likely did first. */
export function changesBetween(before: Preimage, after: Preimage): readonly Change[] {
  const changes: Change[] = [];
  const say = (text: string): void => void changes.push({ text });
  if (before.format !== after.format) {
    // Its parts cannot be compared with those of another format.
    return [{ text: "this version of Fairline makes its keys differently" }];
  }
  if (before.stage !== after.stage) say(`the stage changed from ${before.stage} to ${after.stage}`);
  for (const text of changedParams(before, after)) say(text);
  if (!isSame(before.command, after.command)) say("the command changed");
  if (!isSame(before.out, after.out)) say("the declared outputs changed");
  for (const [name, how] of changedNames(before.deps, after.deps)) say(`${name} ${how}`);
  for (const [name, how] of changedNames(before.tools, after.tools)) say(`the tool ${name} ${how}`);
  for (const [name, how] of changedNames(before.externals, after.externals)) {
    changes.push({ text: `external input "${name}" ${how}`, external: name });
  }
  for (const [name] of changedNames(before.env, after.env)) {
    const how = after.env?.[name] === null ? "is no longer set" : "changed";
    say(`environment variable ${name} ${how}`);
  }
  changes.push(...changedInputs(before.inputs, after.inputs));
  if (before.seed !== after.seed) say("the seed changed");
  if (before.backend !== after.backend) say(`the backend ${fromTo(before.backend, after.backend)}`);
  if (before.node !== after.node) say(`Node.js ${fromTo(before.node, after.node)}`);
  if (before.implementation !== after.implementation) {
    changes.push({ text: "the stage's implementation changed", isCode: true });
  }
  if (!isSame(before.lineage, after.lineage)) say("the description of what is upstream changed");
  return changes;
}

/** Puts changes into one sentence without its period: the first three, and how many more. */
export function sentenceOf(changes: readonly Change[]): string {
  const shown = changes.slice(0, 3).map(({ text }) => text);
  const more = changes.length - shown.length;
  return more === 0 ? shown.join("; ") : `${shown.join("; ")}; and ${String(more)} more`;
}

function changedInputs(before: Preimage["inputs"], after: Preimage["inputs"]): readonly Change[] {
  return [...changedNames(before, after)].map(([port, how]) => {
    const text = `input "${port}" ${how}`;
    const [old, now] = [before[port], after[port]];
    if (!Array.isArray(old) || !Array.isArray(now)) return { text, port };
    const { detail, points } = changedMembers(old, now);
    return { text: text + detail, port, points };
  });
}

function changedMembers(
  before: readonly MemberDigest[],
  after: readonly MemberDigest[],
): { readonly detail: string; readonly points: ReadonlySet<string> } {
  const digests = (members: readonly MemberDigest[]): Map<string, string> =>
    new Map(members.map((member) => [pointName(member.point), member.digest]));
  const [old, now] = [digests(before), digests(after)];
  const points = [...now].filter(([point, d]) => old.get(point) !== d).map(([point]) => point);
  const added = points.filter((point) => !old.has(point)).length;
  const removed = [...old.keys()].filter((point) => !now.has(point)).length;
  const parts = [
    [points.length - added, "changed"],
    [added, "added"],
    [removed, "removed"],
  ] as const;
  const counts = parts.filter(([n]) => n > 0).map(([n, what]) => `${String(n)} ${what}`);
  const detail =
    counts.length === 0 ? "" : ` (of ${String(now.size)} points: ${counts.join(", ")})`;
  return { detail, points: new Set(points) };
}

/** Parts of a preimage by name. */
type Members = Readonly<Record<string, unknown>>;

function* changedNames(
  before: Members | undefined = {},
  after: Members | undefined = {},
): Iterable<readonly [string, string]> {
  for (const name of new Set([...Object.keys(before), ...Object.keys(after)])) {
    if (!(name in before)) yield [name, "is new"];
    else if (!(name in after)) yield [name, "is no longer there"];
    else if (!isSame(before[name], after[name])) yield [name, "changed"];
  }
}

/** `strength 0.3 → 1` for every leaf that differs. */
function* changedParams(before: Preimage, after: Preimage): Iterable<string> {
  for (const { path, a, b } of valuesThatDiffer("", before.params, after.params)) {
    if (a === undefined) yield `${path} ${shown(b)} is new`;
    else if (b === undefined) yield `${path} ${shown(a)} is no longer there`;
    else yield `${path} ${fromTo(a, b)}`;
  }
}

function fromTo(before: unknown, after: unknown): string {
  return `${shown(before)} → ${shown(after)}`;
}

/** A value for people: short, text without quotes. */
function shown(value: unknown): string {
  if (value === undefined) return "(not set)";
  const text = typeof value === "string" ? value : JSON.stringify(value);
  return text.length <= 60 ? text : `${text.slice(0, 57)}…`;
}
