import type { EpochLosses } from "./epoch-losses.ts";
import type { Fitted } from "./fit.ts";
import type { TrainingData } from "./training-data.ts";
import type { TrainingPlan } from "./training-plan.ts";
import type { Watch } from "./watch.ts";

/** Share of the epochs, at the end, whose losses are held against those of as many before. */
const LAST_SHARE = 0.1;
/** A loss that fell by more than this share of itself is still falling steeply. */
const STEEP = 0.01;
/** One that fell by no more than this has converged. */
const FLAT = 0.001;

/** What is to be said of a training at its end. */
export interface Closing {
  readonly converged: boolean;
  /** Share of the training rows that have their most frequent class: the accuracy of deciding for it always. */
  readonly majority: number;
  /** One line: converged or not, epochs, losses, and the accuracy of always deciding for the majority. */
  readonly line: string;
  /** What is wrong with the fit, a sentence each; none as a rule. */
  readonly warnings: readonly string[];
}

/** What {@link closing} asks of a plan. */
export type ClosedPlan = Pick<TrainingPlan, "method"> & {
  readonly stopping?: Pick<Watch, "rule" | "gap"> | undefined;
};

/**
 * Judges a training.
 *
 * It has converged where the solver says so or early stopping ended it, or where the loss that is watched (of the validation rows, if there are any)
 * fell by at most 0.1 % of itself over the last tenth of the epochs. It warns where that loss fell by more than 1 %, where a
 * solver took all its steps, and where the accuracy on the training rows is below that of their most frequent class.
 */
export function closing(
  data: Pick<TrainingData, "train" | "labels" | "positive" | "negative">,
  plan: ClosedPlan,
  { history, epoch, ended }: Pick<Fitted, "history" | "epoch" | "ended">,
): Closing {
  const fall = plan.method === "full" ? 0 : lastFall(history);
  const converged = ended === "converged" || (plan.method === "steps" && fall <= FLAT);
  const { name, share } = majorityOf(data);
  const kept = history.filter((losses) => losses.epoch === epoch);
  const train = kept.find(({ split }) => split === "train");
  const run = history.at(-1)?.epoch ?? 0;
  const warnings = [
    ...(plan.method === "full" && !converged
      ? [`the fit has not converged after ${counted(run, "step")}: allow more steps, or raise l2`]
      : []),
    ...(ended === "limit" && fall > STEEP
      ? [
          `the loss was still falling steeply when training ended, by ${percent(fall)} over the last tenth of the ${counted(run, "epoch")}: allow more epochs, or raise learning-rate`,
        ]
      : []),
    ...(train !== undefined && train.accuracy < share
      ? [
          `the model is worse than always deciding "${name}" on the training rows: accuracy ${figure(train.accuracy)} against ${figure(share)}`,
        ]
      : []),
  ];
  warnings.push(...gapWarning(plan, kept));
  const length =
    plan.method === "full"
      ? counted(run, "step")
      : `${counted(run, "epoch")}, of which ${String(epoch)} is kept`;
  const line = [
    `${converged ? "converged" : "not converged"} after ${length}`,
    ...kept.map(splitText),
    `always deciding "${name}" has accuracy ${figure(share)} on the training rows`,
  ].join("; ");
  return { converged, majority: share, line, warnings };
}

/** Says that no epoch had a gap that the rule allows; nothing where one had. */
function gapWarning({ stopping }: ClosedPlan, kept: readonly EpochLosses[]): string[] {
  const most = stopping?.rule.maxGap;
  const gap = kept.find(({ split }) => split === "validation")?.gap;
  if (stopping?.gap === undefined || most === undefined || gap === undefined || gap <= most) {
    return [];
  }
  const found = Number.isNaN(gap)
    ? "it was undefined in all of them"
    : `the smallest was ${figure(gap)}`;
  return [
    `no epoch had a ${stopping.gap.name} of at most ${String(most)} on the validation rows: ${found}, which is kept`,
  ];
}

/** By what share of itself the watched loss fell from the last epochs but as many to the last; 0 for one epoch, or where it rose. */
function lastFall(history: readonly EpochLosses[]): number {
  const watched = history.some(({ split }) => split === "validation") ? "validation" : "train";
  const losses = history.filter(({ split }) => split === watched).map(({ loss }) => loss);
  const last = Math.max(1, Math.round(losses.length * LAST_SHARE));
  if (losses.length < 2 * last) return 0;
  const lowest = (from: number, to?: number): number => Math.min(...losses.slice(from, to));
  const before = lowest(-2 * last, -last);
  return Math.max(0, (before - lowest(-last)) / Math.max(Math.abs(before), Number.MIN_VALUE));
}

function majorityOf({
  train,
  labels,
  positive,
  negative,
}: Pick<TrainingData, "train" | "labels" | "positive" | "negative">): {
  readonly name: string;
  readonly share: number;
} {
  const positives = train.reduce((count, row) => count + labels[row]!, 0) / train.length;
  return positives > 0.5
    ? { name: positive, share: positives }
    : { name: negative, share: 1 - positives };
}

function splitText({ split, loss, accuracy }: EpochLosses): string {
  const name = split === "train" ? "training" : "validation";
  return `${name} loss ${loss.toFixed(4)}, accuracy ${figure(accuracy)}`;
}

function counted(count: number, noun: string): string {
  return `${String(count)} ${noun}${count === 1 ? "" : "s"}`;
}

function percent(share: number): string {
  return `${(100 * share).toFixed(1)} %`;
}

function figure(value: number): string {
  return value.toFixed(3);
}
