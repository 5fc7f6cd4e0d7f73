import type { Random } from "@fairline/numeric";
import type { HostTensors, Scalar, Tensor, Tensors, TensorFlow } from "@fairline/tensor";
import { z } from "zod";
import type { TermRows } from "./term-rows.ts";

/**
 * What a term reads of a batch.
 *
 * - `groups`: the groups of an attribute; `numbers`: it takes a numeric attribute as well;
 * - `labels`: what the rows' labels are, beyond their loss;
 * - `counterparts`: the scores of each row with its attribute changed.
 */
export type Need = "groups" | "numbers" | "labels" | "counterparts";

/** How time and memory of a step grow with the rows n of a batch. */
export type Cost = "n" | "n log n" | "n²";

/** A class or a group, and its share of the training rows' weight. */
export interface Share {
  readonly name: string;
  readonly share: number;
}

/** What is known of the training rows before the first step. */
export interface TrainingFacts {
  /** In the order of {@link TermRows.classes}. */
  readonly classes: readonly Share[];
  /** In the order of the columns of {@link TermRows.members}; empty without an attribute. */
  readonly groups: readonly Share[];
}

/** What every term says of itself. */
export interface TermDescription {
  /** What pipeline files call it. */
  readonly name: string;
  /** One sentence: what it makes small, or what it does to the loss. */
  readonly summary: string;
  /** The paper in full, with its DOI. */
  readonly source: string;
  readonly needs: readonly Need[];
  /** Which rows must be of two groups at least; all if left out. */
  readonly among?: "positive";
  readonly cost: Cost;
  /** `honoured`: a row of weight k is k rows. Otherwise what is done with weights, and why. */
  readonly weights: "honoured" | (string & {});
}

/** Fields of a strict schema, each with a description. */
export type Fields = Readonly<Record<string, z.ZodType>>;

/** What a field means, with its default. */
export function fieldText(schema: z.ZodType): string {
  const text = schema.description ?? "";
  if (!(schema instanceof z.ZodDefault)) return text;
  return `${text} Default: ${JSON.stringify(schema.parse(undefined))}.`;
}

/** The values of some fields. */
export type FieldValues<F extends Fields> = { readonly [N in keyof F]: z.output<F[N]> };

/** A scalar of scored rows, in plain TensorFlow.js operations that compile. */
export type Value = (tf: TensorFlow, rows: TermRows) => Scalar;

/** A column of scored rows, rows x 1. */
export type RowValues = (tf: TensorFlow, rows: TermRows) => Tensor;

interface Opened<V> extends TermDescription {
  /** Its own parameters, besides strength and attribute. */
  readonly fields: Fields;
  /**
   * @param given - The values of its fields; those left out have their defaults.
   * @throws z.ZodError where a value does not fit its field, or one is unknown.
   */
  readonly open: (given: unknown, facts: TrainingFacts) => V;
}

/** Something at least 0 that is added to the loss, times its strength. It is 0 where groups do not differ, unless it says otherwise. */
export interface Penalty extends Opened<Value> {
  readonly kind: "penalty";
}

/** Another loss of each row, in the place of its log loss: `rows.losses` holds what earlier ones made of it. */
export interface RowLoss extends Opened<RowValues> {
  readonly kind: "row-loss";
}

/** A scalar that carries something from step to step. */
export interface StatefulValue {
  /** Before the first step, by name. */
  readonly initial: HostTensors;
  /** The scalar, and what the next step begins with. */
  readonly value: (
    tf: TensorFlow,
    rows: TermRows,
    state: Tensors,
  ) => { readonly value: Scalar; readonly state: Tensors };
  /** What stands for it on rows that nothing is learned from. */
  readonly judged: Value;
}

/** What takes the place of the weighted mean of the rows' losses; there can be one at most. */
export interface Average extends Opened<StatefulValue> {
  readonly kind: "average";
}

/** Other inputs in the place of a batch's. */
export interface Perturbation extends Opened<Perturb> {
  readonly kind: "perturbation";
}

/**
 * Moves inputs, rows x inputs.
 *
 * @param slope - The gradient of the mean loss by the inputs, at any inputs.
 */
export type Perturb = (tf: TensorFlow, x: Tensor, slope: (x: Tensor) => Tensor) => Tensor;

/** A second network, which tells the group from what the first one makes of a row, and is trained beside it. */
export interface Opponent {
  /** What it sees: the logits, or the values of the last hidden layer (of a network without one, its logits). */
  readonly sees: "logits" | "hidden";
  /** Its parameters before the first step. @param width - Columns of what it sees. */
  readonly parameters: (width: number, classes: number, random: Random) => HostTensors;
  /** What it lowers. */
  readonly loss: (tf: TensorFlow, parameters: Tensors, seen: Tensor, rows: TermRows) => Scalar;
  /**
   * How the first network goes against it: `reverse`: up the opponent's slope, strength times; `project`: the same, and without the
   * part of its own slope that helps the opponent.
   */
  readonly against: "reverse" | "project";
}

/** Training against an opponent. */
export interface Adversary extends Opened<Opponent> {
  readonly kind: "adversary";
}

/** A method of fairness in training. */
export type FairnessTerm = Penalty | RowLoss | Average | Perturbation | Adversary;

/**
 * Whether a term is about batches, so that no solver on all rows at once can take it: it carries something from step to step, trains
 * an opponent, moves inputs, needs counterparts, or compares all pairs of rows.
 */
export function needsSteps({ kind, cost, needs }: FairnessTerm): boolean {
  const ofRows = kind === "penalty" || kind === "row-loss";
  return !ofRows || cost === "n²" || needs.includes("counterparts");
}

interface Definition<F extends Fields, V> extends TermDescription {
  readonly fields: F;
  readonly compute: (params: FieldValues<F>, facts: TrainingFacts) => V;
}

/** Makes a penalty of its description, its fields and its value. */
export function definePenalty<F extends Fields>(definition: Definition<F, Value>): Penalty {
  return { kind: "penalty", ...opened(definition) };
}

/** Makes a loss of rows of its description, its fields and its values. */
export function defineRowLoss<F extends Fields>(definition: Definition<F, RowValues>): RowLoss {
  return { kind: "row-loss", ...opened(definition) };
}

/** Makes an average of its description, its fields and its value. */
export function defineAverage<F extends Fields>(definition: Definition<F, StatefulValue>): Average {
  return { kind: "average", ...opened(definition) };
}

/** Makes a perturbation of its description, its fields and how it moves inputs. */
export function definePerturbation<F extends Fields>(
  definition: Definition<F, Perturb>,
): Perturbation {
  return { kind: "perturbation", ...opened(definition) };
}

/** Makes an adversary of its description, its fields and its opponent. */
export function defineAdversary<F extends Fields>(definition: Definition<F, Opponent>): Adversary {
  return { kind: "adversary", ...opened(definition) };
}

function opened<F extends Fields, V>({ compute, ...rest }: Definition<F, V>): Opened<V> {
  const schema = z.strictObject(rest.fields);
  return {
    ...rest,
    // A strict object of the fields F gives the values of the fields F.
    open: (given, facts) => compute(schema.parse(given) as FieldValues<F>, facts),
  };
}
