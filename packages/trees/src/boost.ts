import { setImmediate } from "node:timers/promises";
import { FairlineError } from "@fairline/core";
import { drawColumns, drawRows, openBag } from "./bag.ts";
import type { Bag } from "./bag.ts";
import type { Booster } from "./booster.ts";
import { growTree } from "./growth/grow-tree.ts";
import type { GrownNode, Grower } from "./growth/grower.ts";
import type { Plan } from "./plan.ts";
import { derive, pairOutput } from "./round-gradients.ts";
import { partsFor } from "./threads/share.ts";
import { firstBest, isBetter } from "./validation.ts";

/** What rounds of boosting give. */
export interface Boosted {
  /** One per round and output, without those after the best round. */
  readonly trees: readonly (readonly GrownNode[])[];
  /** Rounds that ran. */
  readonly rounds: number;
  /** The last round with trees that are kept. */
  readonly bestRound: number;
  readonly stopped: "rounds" | "patience" | "no-split";
  /** The validation metric by round. */
  readonly metrics: readonly number[];
}

/** Where the raw scores of left-out rows and of validation rows are among the memory's `others`. */
const LEFT_OUT = 0;
const VALIDATION = 1;

/** Grows the trees of each round on the gradients at the raw scores before it. */
export async function boost(booster: Booster): Promise<Boosted> {
  const { options, parameters } = booster.plan;
  const { validation, signal } = options;
  const { rounds } = parameters;
  const bag = openBag(booster.grower.memory);
  const trees: GrownNode[][] = [];
  const metrics: number[] = [];
  let best = firstBest(validation?.better);
  const boosted = (ran: number, stopped: Boosted["stopped"]): Boosted => {
    const bestRound = validation === undefined ? ran : best.round;
    const kept = trees.slice(0, bestRound * booster.grower.memory.outputs);
    return { trees: kept, rounds: ran, bestRound, stopped, metrics };
  };
  for (let round = 1; round <= rounds; round++) {
    signal?.throwIfAborted();
    await derive(booster, round);
    const grown = growRound(booster, bag, round);
    if (isOver(booster.plan, grown)) return boosted(round - 1, "no-split");
    trees.push(...grown);
    const metric = await judge(booster, round);
    if (metric !== undefined) {
      metrics.push(metric);
      if (isBetter(metric, best, validation?.better)) best = { round, metric };
    }
    const { raw } = booster.grower.memory;
    await options.onRound?.({ round, rounds, raw, metric });
    if (round - best.round >= (validation?.patience ?? Infinity)) return boosted(round, "patience");
    // So that what aborts the signal can happen.
    await setImmediate();
  }
  return boosted(rounds, "rounds");
}

/** Whether no later round can do more than one that did not split. */
function isOver({ options, random }: Plan, grown: readonly (readonly GrownNode[])[]): boolean {
  const mayDiffer = options.gradients !== undefined || random !== undefined;
  return !mayDiffer && grown.every(({ length }) => length === 1);
}

function growRound(booster: Booster, bag: Bag, round: number): GrownNode[][] {
  const { plan, grower } = booster;
  const rows = drawRows(bag, plan, round);
  return Array.from({ length: grower.memory.outputs }, (_, output) => {
    pairOutput(booster, output, round);
    grower.memory.order.set(rows.drawn);
    const columns = drawColumns(grower.features.length, plan, `${String(round)} ${String(output)}`);
    const tree = growTree(grower, rows.drawn.length, columns);
    addTree(grower, tree, { output, rows: rows.drawn.length, leftOut: rows.left.length });
    return tree;
  });
}

interface Scored {
  readonly output: number;
  readonly rows: number;
  readonly leftOut: number;
}

/** Adds a tree to the raw scores of all rows. */
function addTree({ crew, memory }: Grower, tree: readonly GrownNode[], scored: Scored): void {
  const { output, rows, leftOut } = scored;
  const leaves = (tree.length + 1) / 2;
  crew.run("leaves", partsFor(rows, crew.threads), output, leaves, rows);
  crew.run("walk", partsFor(leftOut, crew.threads), output, LEFT_OUT, leftOut);
  const validation = memory.others[VALIDATION];
  if (validation === undefined) return;
  const count = validation.wanted.length;
  crew.run("walk", partsFor(count, crew.threads), output, VALIDATION, count);
}

async function judge({ plan, grower }: Booster, round: number): Promise<number | undefined> {
  const rows = grower.memory.others[VALIDATION];
  const metric = await plan.options.validation?.metric({
    round,
    raw: rows?.raw ?? new Float64Array(),
  });
  if (metric === undefined || !Number.isNaN(metric)) return metric;
  throw new FairlineError(
    "TRAINING_DIVERGED",
    `the validation metric is not a number in round ${String(round)}`,
  );
}
