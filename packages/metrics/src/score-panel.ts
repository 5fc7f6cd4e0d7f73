import { portableLog } from "@fairline/numeric";

/**
 * Rows sorted by score, with all that their score metrics need. Sorting is the costly part; it is done once,
 * after which {@link scoreFigures} takes one pass, under any multiplicity of the rows.
 */
export interface ScorePanel {
  /** Row numbers by ascending score. The other arrays follow this order. */
  readonly rows: Uint32Array;
  /**
   * Four terms per row, side by side because they are read together: the row's weight if its label is positive,
   * else 0; the same if negative; its weight times its log loss; its weight times its squared error.
   */
  readonly terms: Float64Array;
  /** 1 at the last of the rows that share a score. */
  readonly lastOfTie: Uint8Array;
}

/** What scores alone are measured by. */
export interface ScoreFigures {
  readonly auc: number;
  readonly logLoss: number;
  readonly brier: number;
}

/** Scores closer than this to 0 or 1 count as this far away in the log loss, so that it is finite: 2^-52. */
const CLOSEST = Number.EPSILON;

/** The log loss of a score of exactly 0 for a positive row, in nats: 52 ln 2. No log loss is greater. */
export const MOST_LOG_LOSS: number = 52 * Math.LN2;

/**
 * Prepares rows for {@link scoreFigures}. Costs a sort.
 *
 * @param y - Label of each row, 0 or 1; length n.
 * @param score - Score of each row, in [0, 1]; length n.
 * @param weight - Weight of each row, at least 0; every row weighs 1 if left out.
 * @param rows - Positions to take; all rows if left out.
 */
export function scorePanel(
  y: ArrayLike<number>,
  score: ArrayLike<number>,
  weight?: ArrayLike<number>,
  rows?: ArrayLike<number>,
): ScorePanel {
  const order =
    rows === undefined ? Uint32Array.from(score, (_, row) => row) : Uint32Array.from(rows);
  order.sort((a, b) => score[a]! - score[b]!);
  const terms = new Float64Array(4 * order.length);
  for (const [i, row] of order.entries()) {
    const mass = weight === undefined ? 1 : weight[row]!;
    const label = y[row]!;
    terms[4 * i] = mass * label;
    terms[4 * i + 1] = mass * (1 - label);
    terms[4 * i + 2] = mass * lossOf(label, score[row]!);
    terms[4 * i + 3] = mass * (score[row]! - label) ** 2;
  }
  const lastOfTie = Uint8Array.from(order, (row, i) =>
    i + 1 < order.length && score[order[i + 1]!] === score[row] ? 0 : 1,
  );
  return { rows: order, terms, lastOfTie };
}

/**
 * AUC, log loss and Brier score in one pass.
 *
 * @param counts - How often each row counts, by row number: a bootstrap resample. Once each if left out.
 */
export function scoreFigures(
  { rows, terms, lastOfTie }: ScorePanel,
  counts: Uint32Array = onceEach(rows),
): ScoreFigures {
  // The inner loop of the bootstrap: one type of array, and no branch on the label, which no processor could predict.
  let negativesBelow = 0;
  let tiedNegatives = 0;
  let tiedPositives = 0;
  let pairsWon = 0;
  let positives = 0;
  let loss = 0;
  let error = 0;
  for (let i = 0; i < rows.length; i++) {
    const count = counts[rows[i]!]!;
    const at = 4 * i;
    tiedPositives += count * terms[at]!;
    tiedNegatives += count * terms[at + 1]!;
    loss += count * terms[at + 2]!;
    error += count * terms[at + 3]!;
    if (lastOfTie[i] === 1) {
      pairsWon += tiedPositives * (negativesBelow + tiedNegatives / 2);
      positives += tiedPositives;
      negativesBelow += tiedNegatives;
      tiedPositives = 0;
      tiedNegatives = 0;
    }
  }
  const total = positives + negativesBelow;
  return {
    auc: pairsWon / (positives * negativesBelow),
    logLoss: loss / total,
    brier: error / total,
  };
}

function onceEach(rows: Uint32Array): Uint32Array {
  const last = rows.reduce((most, row) => Math.max(most, row), -1);
  return new Uint32Array(last + 1).fill(1);
}

function lossOf(y: number, score: number): number {
  const right = y === 1 ? score : 1 - score;
  return -portableLog(Math.min(Math.max(right, CLOSEST), 1 - CLOSEST));
}
