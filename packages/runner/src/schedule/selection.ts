import { FairlineError, nameHint } from "@fairline/core";
import type { Plan } from "@fairline/plan";
import { closureOf, instanceGraph } from "@fairline/plan/graph";

/**
 * The instances that names on the command line mean: an instance id, or a stage's name for all its points.
 *
 * @throws FairlineError `OPTION_INVALID` for a name that means nothing in this plan.
 */
export function instancesNamed(plan: Plan, names: readonly string[]): ReadonlySet<string> {
  const found = new Set<string>();
  for (const name of names) {
    const ids = plan.instances.filter(({ id, stage }) => id === name || stage === name);
    if (ids.length === 0) {
      const known = new Set(plan.instances.flatMap(({ id, stage }) => [stage, id]));
      throw new FairlineError("OPTION_INVALID", `there is no stage or instance "${name}"`, {
        hint: nameHint(name, known, "stages"),
      });
    }
    for (const { id } of ids) found.add(id);
  }
  return found;
}

/** The instances that a run is about: its targets and all that they need; everything where no target is named. */
export function selected(plan: Plan, targets: readonly string[] | undefined): ReadonlySet<string> {
  if (targets === undefined || targets.length === 0) {
    return new Set(plan.instances.map(({ id }) => id));
  }
  return closureOf(instanceGraph(plan.instances), instancesNamed(plan, targets));
}
