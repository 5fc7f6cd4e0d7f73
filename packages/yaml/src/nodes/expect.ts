import { nameHint, nearestName } from "@fairline/core";
import { INVALID } from "../diagnostics/problems.ts";
import type { Invalid, ProblemLocation, Problems } from "../diagnostics/problems.ts";
import type { ListNode, MapEntry, MapNode, SyntaxNode } from "./node.ts";

/** The node as a map; a problem where it is something else. */
export function asMap(node: SyntaxNode, name: string, problems: Problems): MapNode | Invalid {
  return node.type === "map" ? node : refuseType(node, name, "a map", problems);
}

/** The node as a list; a problem where it is something else. */
export function asList(node: SyntaxNode, name: string, problems: Problems): ListNode | Invalid {
  return node.type === "list" ? node : refuseType(node, name, "a list", problems);
}

/** The node as a text that is not empty; a problem where it is something else. */
export function asText(node: SyntaxNode, name: string, problems: Problems): string | Invalid {
  if (node.type === "scalar" && typeof node.value === "string" && node.value.trim() !== "") {
    return node.value;
  }
  return refuseType(node, name, "text", problems);
}

function refuseType(node: SyntaxNode, name: string, wanted: string, problems: Problems): Invalid {
  if (node.type === "invalid") return INVALID;
  return problems.error(node.location, {
    code: "value-type",
    message: `${name} must be ${wanted}, and is ${found(node)}`,
  });
}

function found(node: SyntaxNode): string {
  if (node.type !== "scalar") return `a ${node.type}`;
  return node.value === null ? "empty" : JSON.stringify(node.value);
}

/** The entries of a map whose keys are known; a problem for each other one. */
export function knownEntries<K extends string>(
  { entries }: MapNode,
  known: readonly K[],
  owner: string,
  problems: Problems,
): ReadonlyMap<K, MapEntry> {
  const found = new Map<K, MapEntry>();
  for (const [key, entry] of entries) {
    const name = known.find((one) => one === key);
    if (name !== undefined) found.set(name, entry);
    else {
      problems.error(entry.keyLocation, {
        code: "key-unknown",
        message: `${owner} has no key ${JSON.stringify(key)}`,
        hint: nameHint(key, known, "keys"),
      });
    }
  }
  return found;
}

/** Reports a key that is missing, unless a misspelt one stands for it and was reported. */
export function checkNeededKey(
  { entries }: MapNode,
  key: string,
  about: {
    readonly owner: string;
    /** Every key that the map may have. */
    readonly known: readonly string[];
    readonly at: ProblemLocation;
    readonly hint: string;
  },
  problems: Problems,
): void {
  if (entries.has(key) || hasMisspelt(entries.keys(), key, about.known)) return;
  problems.error(about.at, {
    code: "key-missing",
    message: `${about.owner} needs the key "${key}"`,
    hint: about.hint,
  });
}

/** Whether one of some keys is unknown, and nearest to `key` of those that are known. */
export function hasMisspelt(
  keys: Iterable<string>,
  key: string,
  known: readonly string[],
): boolean {
  return [...keys].some((given) => !known.includes(given) && nearestName(given, known) === key);
}
