import type { Feature } from "@fairline/arrow";
import { fitTrees, predictProbability } from "@fairline/trees";
import type { Column } from "@fairline/trees";

/** Rows with their labels, 0 or 1 each. */
export interface LabelledRows {
  readonly rows: Uint32Array;
  readonly labels: Uint8Array;
}

const ROUNDS = 60;

/**
 * The area under the ROC curve, on some rows, of boosted trees that were grown on others.
 *
 * @returns In [0, 1]; NaN where either rows have one label only.
 */
export async function transferAuc(
  features: readonly Feature[],
  { train, test }: { readonly train: LabelledRows; readonly test: LabelledRows },
  signal: AbortSignal,
): Promise<number> {
  const hasBoth = ({ labels }: LabelledRows): boolean => labels.includes(0) && labels.includes(1);
  if (!hasBoth(train) || !hasBoth(test)) return Number.NaN;
  const { ensemble } = await fitTrees(
    { columns: treeColumns(features, train.rows), labels: train.labels },
    { objective: { loss: "logistic" }, rounds: ROUNDS, signal },
  );
  const scores = predictProbability(ensemble, treeColumns(features, test.rows));
  return auc(Float64Array.from(scores), test.labels);
}

function treeColumns(features: readonly Feature[], rows: Uint32Array): Column[] {
  return features.flatMap((feature): Column[] => {
    const { name } = feature;
    switch (feature.type) {
      case "number":
        return [
          { kind: "numeric", name, values: Float64Array.from(rows, (row) => feature.values[row]!) },
        ];
      case "category":
        return [
          { kind: "category", name, codes: Int32Array.from(rows, (row) => feature.codes[row]!) },
        ];
      case "embedding":
        return Array.from({ length: feature.size }, (_, element) => ({
          kind: "numeric",
          name: `${name} ${String(element)}`,
          values: Float64Array.from(rows, (row) => feature.values[row * feature.size + element]!),
        }));
    }
  });
}

/** Mann and Whitney's statistic; ties count half. */
function auc(scores: Float64Array, labels: Uint8Array): number {
  const order = Uint32Array.from(scores.keys()).sort((a, b) => scores[a]! - scores[b]!);
  let [ranks, positives, start] = [0, 0, 0];
  while (start < order.length) {
    let end = start + 1;
    while (end < order.length && scores[order[end]!] === scores[order[start]!]) end += 1;
    for (let at = start; at < end; at++) {
      if (labels[order[at]!] !== 1) continue;
      positives += 1;
      ranks += (start + 1 + end) / 2;
    }
    start = end;
  }
  return (ranks - (positives * (positives + 1)) / 2) / (positives * (order.length - positives));
}
