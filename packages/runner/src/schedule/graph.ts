import type { Instance, Plan } from "@fairline/plan";

/** The instances that an instance waits for, sorted: those it reads from and those it `needs`. */
export function upstreamOf(instance: Instance): readonly string[] {
  const ids = new Set(instance.needs);
  for (const id of readsFrom(instance)) ids.add(id);
  return [...ids].sort();
}

/** The instances that an instance reads from, sorted. */
export function readsFrom(instance: Instance): readonly string[] {
  const ids = new Set<string>();
  for (const { from } of instance.inputs) {
    if (from.type === "instance") ids.add(from.id);
    else if (from.type === "fan-in") for (const member of from.members) ids.add(member.id);
  }
  return [...ids].sort();
}

/** Every instance that some instances depend on, themselves included. */
export function closureOf(plan: Plan, ids: Iterable<string>): ReadonlySet<string> {
  const byId = new Map(plan.instances.map((instance) => [instance.id, instance]));
  const found = new Set<string>();
  const open = [...ids];
  for (let id = open.pop(); id !== undefined; id = open.pop()) {
    const instance = byId.get(id);
    if (instance === undefined || found.has(id)) continue;
    found.add(id);
    open.push(...upstreamOf(instance));
  }
  return found;
}

/**
 * The length of the longest chain of instances that waits for each, itself included.
 *
 * @param instances - In topological order.
 */
export function heightsOf(instances: readonly Instance[]): ReadonlyMap<string, number> {
  const heights = new Map<string, number>();
  for (const instance of instances.toReversed()) {
    const height = heights.get(instance.id) ?? 1;
    heights.set(instance.id, height);
    for (const id of upstreamOf(instance)) {
      heights.set(id, Math.max(heights.get(id) ?? 1, height + 1));
    }
  }
  return heights;
}
