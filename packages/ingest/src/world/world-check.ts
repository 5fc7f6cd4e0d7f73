import { nameHint } from "@fairline/core";
import type { z } from "zod";
import { SINGLE_ROLES } from "../roles/roles.ts";
import { causalOrder } from "./causal-order.ts";
import {
  DISTRIBUTIONS,
  INTERCEPT,
  levelsOf,
  linearsOf,
  parentsOf,
  settableLevels,
} from "./variable.ts";
import type { PlacedLinear, Variable } from "./variable.ts";
import { FLIP, arrowPath } from "./world.ts";
import type { World } from "./world.ts";

type Path = readonly (string | number)[];
type Refuse = (path: Path, message: string) => void;

const PROBABILITY_TOLERANCE = 1e-9;

/** Holds a world to what the schema of one variable cannot tell, and reports every problem with its path. */
export function checkWorld(world: World, context: z.RefinementCtx): void {
  const refuse: Refuse = (path, message) => {
    context.addIssue({ code: "custom", path: [...path], message });
  };
  const variables = Object.entries(world.variables);
  if (variables.length === 0) refuse(["variables"], "a world has at least one variable");
  for (const [name, variable] of variables) {
    if (name === INTERCEPT) refuse(["variables", name], `no variable may be called ${INTERCEPT}`);
    checkDistribution(name, variable, refuse);
    for (const placed of linearsOf(variable)) checkParents(name, placed, world, refuse);
  }
  checkCycles(world, refuse);
  checkRoles(world, refuse);
  checkUnfair(world, refuse);
  checkTwins(world, refuse);
}

function checkDistribution(name: string, variable: Variable, refuse: Refuse): void {
  const at = ["variables", name];
  const given = DISTRIBUTIONS.filter((kind) => variable[kind] !== undefined);
  if (given.length !== 1) {
    const found = given.length === 0 ? "none" : given.join(" and ");
    refuse(at, `a variable has exactly one distribution, but ${name} has ${found}`);
  }
  const { uniform, categorical, softmax, bernoulli, poisson, deterministic, clip } = variable;
  const links = [
    { kind: "bernoulli", keys: ["p", "logit"], of: bernoulli },
    { kind: "poisson", keys: ["mean", "log-mean"], of: poisson },
    { kind: "deterministic", keys: ["value", "logit", "log"], of: deterministic },
  ];
  for (const { kind, keys, of } of links) {
    if (of !== undefined && keys.filter((key) => key in of).length !== 1) {
      refuse([...at, kind], `${kind} has exactly one of ${keys.join(", ")}`);
    }
  }
  if (uniform !== undefined && uniform.low >= uniform.high) {
    refuse([...at, "uniform"], "low is less than high");
  }
  if (clip !== undefined && clip[0] > clip[1])
    refuse([...at, "clip"], "the least value comes first");
  if (deterministic?.values !== undefined && deterministic.above === undefined) {
    refuse([...at, "deterministic", "values"], "values goes with above");
  }
  if ((clip !== undefined || variable.round) && levelsOf(variable) !== undefined) {
    refuse(at, "clip and round are for numbers");
  }
  const levels = levelsOf(variable);
  if (levels !== undefined && new Set(levels).size < 2) {
    refuse(at, `${name} needs two levels or more`);
  }
  const total = Object.values(categorical ?? { none: 1 }).reduce((sum, p) => sum + p, 0);
  if (softmax === undefined && Math.abs(total - 1) > PROBABILITY_TOLERANCE) {
    refuse([...at, "categorical"], `probabilities must sum to 1, and sum to ${String(total)}`);
  }
}

function checkParents(
  name: string,
  { path, linear }: PlacedLinear,
  { variables }: World,
  refuse: Refuse,
): void {
  if (typeof linear === "number") return;
  for (const [parent, coefficient] of Object.entries(linear)) {
    const at = ["variables", name, ...path, parent];
    if (parent === INTERCEPT) {
      if (typeof coefficient !== "number") refuse(at, "the intercept is a number");
      continue;
    }
    const cause = variables[parent];
    if (cause === undefined) {
      refuse(
        at,
        `there is no variable "${parent}". ${nameHint(parent, Object.keys(variables), "variables")}`,
      );
      continue;
    }
    const levels = levelsOf(cause);
    if (levels === undefined) {
      if (typeof coefficient !== "number")
        refuse(at, `${parent} holds numbers: give one coefficient`);
    } else if (typeof coefficient === "number") {
      refuse(
        at,
        `${parent} holds words: give a coefficient per level, { ${levels.at(-1)!}: ${String(coefficient)} }`,
      );
    } else {
      for (const level of Object.keys(coefficient).filter((word) => !levels.includes(word))) {
        refuse(
          [...at, level],
          `${parent} has no level "${level}". ${nameHint(level, levels, "levels")}`,
        );
      }
    }
  }
}

function checkCycles({ variables }: World, refuse: Refuse): void {
  const found = causalOrder(
    new Map(Object.entries(variables).map(([name, variable]) => [name, parentsOf(variable)])),
  );
  if ("cycle" in found) {
    refuse(
      ["variables", found.cycle[0]!],
      `variables cause each other in a circle: ${found.cycle.join(" -> ")}`,
    );
  }
}

function checkRoles({ variables, roles }: World, refuse: Refuse): void {
  const shown = Object.keys(variables).filter((name) => !variables[name]!.hidden);
  const known = (role: string, name: string): void => {
    if (shown.includes(name)) return;
    refuse(
      ["roles", role],
      name in variables
        ? `${name} is hidden, so it has no role`
        : `there is no variable "${name}". ${nameHint(name, shown, "variables")}`,
    );
  };
  for (const role of SINGLE_ROLES) {
    const name = roles[role];
    if (name !== undefined && !(role === "id" && !(name in variables))) known(role, name);
  }
  for (const name of roles.sensitive) known("sensitive", name);
  for (const name of roles.ignored) known("ignored", name);
  if (roles.feature !== "rest") for (const name of roles.feature) known("feature", name);
}

function checkUnfair({ unfair, variables, roles }: World, refuse: Refuse): void {
  for (const [i, text] of unfair.entries()) {
    const steps = arrowPath(text);
    const at = ["unfair", i];
    const unknown = steps.find((name) => !(name in variables));
    if (unknown !== undefined) {
      refuse(
        at,
        `there is no variable "${unknown}". ${nameHint(unknown, Object.keys(variables), "variables")}`,
      );
      continue;
    }
    if (!roles.sensitive.includes(steps[0]!)) {
      refuse(at, `an unfair path begins at a sensitive attribute, and ${steps[0]!} is none`);
    }
    for (const [step, name] of steps.slice(1).entries()) {
      const cause = steps[step]!;
      if (!parentsOf(variables[name]!).includes(cause)) {
        refuse(at, `${name} does not depend on ${cause}, so there is no arrow ${cause} -> ${name}`);
      }
    }
  }
}

function checkTwins({ twins, variables }: World, refuse: Refuse): void {
  if (twins === undefined) return;
  const { attribute, to } = twins;
  const variable = variables[attribute];
  if (variable === undefined) {
    refuse(
      ["twins", "attribute"],
      `there is no variable "${attribute}". ${nameHint(attribute, Object.keys(variables), "variables")}`,
    );
    return;
  }
  const levels = settableLevels(variable);
  if (levels === undefined) {
    refuse(
      ["twins", "attribute"],
      `${attribute} is a quantity; twins differ in a variable of levels`,
    );
  } else if (to === FLIP && levels.length !== 2) {
    refuse(
      ["twins", "to"],
      `${attribute} has ${String(levels.length)} levels, so there is no other one: say which`,
    );
  } else if (to !== FLIP && !levels.includes(to)) {
    refuse(["twins", "to"], `${attribute} has no level "${to}". ${nameHint(to, levels, "levels")}`);
  }
}
