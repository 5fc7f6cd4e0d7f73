import { FairlineError, nameHint } from "@fairline/core";
import type { Instance, Plan } from "@fairline/plan";
import { closureOf, instanceGraph } from "@fairline/plan/graph";
import { countText } from "../format/amount.ts";

/** An output that the command line named. */
export interface NamedOutput {
  readonly instance: Instance;
  readonly port: string;
}

/**
 * The instances that a name on the command line means: a stage's all, an instance, or those at part of a
 * point (`train@strength=1` for every seed).
 *
 * @returns At least one, in the plan's order.
 * @throws FairlineError `OPTION_INVALID` where there is none.
 */
export function findInstances(plan: Plan, name: string): readonly Instance[] {
  const exact = plan.instances.find(({ id }) => id === name);
  if (exact !== undefined) return [exact];
  const [stage = "", point = ""] = split(name, "@");
  const ofStage = plan.instances.filter((instance) => instance.stage === stage);
  if (ofStage.length === 0) throw unknownStage(plan, stage);
  const axes = point === "" ? [] : point.split(",");
  const found = ofStage.filter(({ id }) => {
    const own = split(id, "@")[1]?.split(",") ?? [];
    return axes.every((axis) => own.includes(axis));
  });
  if (found.length > 0) return found;
  throw new FairlineError("OPTION_INVALID", `stage "${stage}" has no instance at ${point}`, {
    hint: nameHint(
      name,
      ofStage.map(({ id }) => id),
      "instances",
    ),
  });
}

/** Ids of the instances that some names mean; none for no names. @throws FairlineError as {@link findInstances} */
export function instanceIds(plan: Plan, names: readonly string[]): readonly string[] {
  return names.flatMap((name) => findInstances(plan, name).map(({ id }) => id));
}

/** Some instances and all that they need; every instance for none. */
export function withUpstream(plan: Plan, ids: readonly string[]): ReadonlySet<string> {
  if (ids.length === 0) return new Set(plan.instances.map(({ id }) => id));
  return closureOf(instanceGraph(plan.instances), ids);
}

/**
 * The one output that `stage.port` on the command line means; the port may be left out where there is one.
 *
 * @throws FairlineError `OPTION_INVALID` where it is unknown or could mean several.
 */
export function findOutput(plan: Plan, name: string): NamedOutput {
  const known = portAtEnd(plan, name);
  const [instance, ...others] = findInstances(plan, known?.instance ?? name);
  if (instance === undefined || others.length > 0) {
    const count = countText(others.length + 1, "instance");
    throw new FairlineError("OPTION_INVALID", `"${name}" could mean ${count}`, {
      hint: nameHint(
        name,
        [instance, ...others].flatMap((one) => one?.id ?? []),
        "instances",
      ),
    });
  }
  const ports = portsOf(instance);
  const port = known?.port ?? (ports.length === 1 ? ports[0] : undefined);
  if (port !== undefined) return { instance, port };
  throw new FairlineError(
    "OPTION_INVALID",
    `stage "${instance.stage}" has ${String(ports.length)} outputs, and none is named`,
    { hint: `Name one: ${ports.map((one) => `${instance.id}.${one}`).join(", ")}.` },
  );
}

/** The output ports of an instance, by name. */
export function portsOf({ work }: Instance): readonly string[] {
  return Object.keys(work.type === "stage" ? work.stage.outputs : work.out);
}

/** Cuts a port off the end of a name. Points hold dots too (`strength=0.3`), so a port must be letters. */
function portAtEnd(
  plan: Plan,
  name: string,
): { readonly instance: string; readonly port: string } | undefined {
  const match = /^(.+)\.([A-Za-z][\w-]*)$/.exec(name);
  if (match === null || plan.instances.some(({ id }) => id === name)) return undefined;
  const [, instance = "", port = ""] = match;
  const [first] = findInstances(plan, instance);
  const ports = first === undefined ? [] : portsOf(first);
  if (ports.includes(port)) return { instance, port };
  throw new FairlineError("OPTION_INVALID", `stage "${instance}" has no output "${port}"`, {
    hint: nameHint(port, ports, "outputs"),
  });
}

function unknownStage(plan: Plan, stage: string): FairlineError {
  const stages = new Set(plan.instances.map((instance) => instance.stage));
  return new FairlineError("OPTION_INVALID", `there is no stage "${stage}" in ${plan.name}`, {
    hint: nameHint(stage, stages, "stages"),
  });
}

function split(text: string, mark: string): readonly string[] {
  const at = text.indexOf(mark);
  return at < 0 ? [text] : [text.slice(0, at), text.slice(at + 1)];
}
