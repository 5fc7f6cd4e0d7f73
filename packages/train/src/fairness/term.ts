import type { Scalar, Tensor, TensorFlow } from "@fairline/tensor";
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
  readonly cost: Cost;
  /** `honoured`: a row of weight k is k rows. Otherwise what is done with weights, and why. */
  readonly weights: "honoured" | (string & {});
}

/** Fields of a strict schema, each with a description. */
export type Fields = Readonly<Record<string, z.ZodType>>;

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
  open(given: unknown, facts: TrainingFacts): V;
}

/** Something at least 0 that is added to the loss, times its strength. It is 0 where groups do not differ, unless it says otherwise. */
export interface Penalty extends Opened<Value> {
  readonly kind: "penalty";
}

/** Another loss of each row, in the place of its log loss: `rows.losses` holds what earlier ones made of it. */
export interface RowLoss extends Opened<RowValues> {
  readonly kind: "row-loss";
}

/** Another average of the rows' losses, in the place of their weighted mean. */
export interface Average extends Opened<Value> {
  readonly kind: "average";
}

/** A method of fairness in training. */
export type FairnessTerm = Penalty | RowLoss | Average;

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
export function defineAverage<F extends Fields>(definition: Definition<F, Value>): Average {
  return { kind: "average", ...opened(definition) };
}

function opened<F extends Fields, V>({ compute, ...rest }: Definition<F, V>): Opened<V> {
  const schema = z.strictObject(rest.fields);
  return {
    ...rest,
    // A strict object of the fields F gives the values of the fields F.
    open: (given, facts) => compute(schema.parse(given) as FieldValues<F>, facts),
  };
}
