import type {
  Cost,
  FairnessTerm,
  Opponent,
  Perturb,
  RowValues,
  StatefulValue,
  TrainingFacts,
  Value,
} from "./term.ts";

/** A term as a pipeline file asks for it. */
export interface TermCall {
  readonly term: FairnessTerm;
  /** Of a penalty or an adversary; 1 for other terms. */
  readonly strength: number;
  /** Which attribute it is about, a position among those of the plan; undefined for a term that needs none. */
  readonly attribute: number | undefined;
  /** Values of the term's own fields. */
  readonly params: unknown;
}

/** A term that is ready for steps. */
interface Ready<V> {
  readonly name: string;
  readonly strength: number;
  readonly attribute: number | undefined;
  readonly use: V;
}

/** The methods of fairness of a training, ready for steps. */
export interface FairnessPlan {
  readonly penalties: readonly Ready<Value>[];
  /** In the order of the pipeline file: each takes the losses that the one before gave. */
  readonly rowLosses: readonly Ready<RowValues>[];
  readonly average: Ready<StatefulValue> | undefined;
  readonly perturbations: readonly Ready<Perturb>[];
  readonly adversaries: readonly Ready<Opponent>[];
  /** The costliest of the terms. */
  readonly cost: Cost;
  /** Whether some term needs the logits of counterparts. */
  readonly needsCounterparts: boolean;
}

const COSTS = ["n", "n log n", "n²"] as const satisfies readonly Cost[];

/**
 * Opens the terms of a training.
 *
 * @param factsOf - What is known of the training rows, by attribute.
 * @throws Error for two averages: the parameters are checked before.
 */
export function fairnessPlan(
  calls: readonly TermCall[],
  factsOf: (attribute: number | undefined) => TrainingFacts,
): FairnessPlan {
  const ready = <V>(
    call: TermCall,
    open: (given: unknown, facts: TrainingFacts) => V,
  ): Ready<V> => ({
    name: call.term.name,
    strength: call.strength,
    attribute: call.attribute,
    use: open(call.params, factsOf(call.attribute)),
  });
  const averages = calls.flatMap((call) =>
    call.term.kind === "average" ? [ready(call, call.term.open)] : [],
  );
  if (averages.length > 1) throw new Error("there can be one average of losses");
  return {
    penalties: calls.flatMap((call) =>
      call.term.kind === "penalty" ? [ready(call, call.term.open)] : [],
    ),
    rowLosses: calls.flatMap((call) =>
      call.term.kind === "row-loss" ? [ready(call, call.term.open)] : [],
    ),
    perturbations: calls.flatMap((call) =>
      call.term.kind === "perturbation" ? [ready(call, call.term.open)] : [],
    ),
    adversaries: calls.flatMap((call) =>
      call.term.kind === "adversary" ? [ready(call, call.term.open)] : [],
    ),
    average: averages[0],
    cost: COSTS.findLast((cost) => calls.some(({ term }) => term.cost === cost)) ?? "n",
    needsCounterparts: calls.some(({ term }) => term.needs.includes("counterparts")),
  };
}
