import {
  attributeColumns,
  columnWithRole,
  columnsWithRole,
  markRows,
  partition,
  readFeatures,
  requireRowsOfSplit,
  rowWeights,
  setRows,
  withRowWeights,
} from "@fairline/arrow";
import type { Feature, Table } from "@fairline/arrow";
import { FairlineError } from "@fairline/core";
import type { StageContext } from "@fairline/core";
import { createRandom } from "@fairline/numeric";
import type { Random } from "@fairline/numeric";
import { appendCopies, rangeOf, setEmbeddings, setNumbers } from "./added-rows.ts";
import type { ExtendedTable } from "./added-rows.ts";
import { drawPairs, mixNumbers } from "./mixup.ts";
import type { MixedPairs } from "./mixup.ts";
import type { MixupParams } from "./mixup.stage.ts";

/** Adds mixtures of pairs of training rows: each as two rows of the same features, with the label of either and its part as weight. */
export function addMixtures(
  table: Table,
  params: MixupParams,
  context: Pick<StageContext, "log" | "seed">,
): Table {
  const train = requireRowsOfSplit(table, "train");
  const label = columnWithRole(table, "label");
  const sensitive = columnsWithRole(table, "sensitive");
  const features = readFeatures(table, params.features).filter(
    ({ name }) => !sensitive.includes(name),
  );
  const random = createRandom(context.seed);
  const pairs = pairRows(table, train, { params, label, random });
  warnOfUnpaired(pairs.first.length, Math.round(params.share * train.length), context);
  const bases = Uint32Array.from({ length: 2 * pairs.first.length }, (_, i) =>
    i % 2 === 0 ? pairs.first[i >> 1]! : pairs.second[i >> 1]!,
  );
  const prior = rowWeights(table, train);
  const weights = Float64Array.from(bases, (base, i) => {
    const part = pairs.parts[i >> 1]!;
    return prior[base]! * (i % 2 === 0 ? part : 1 - part);
  });
  const weighed = withRowWeights(table, prior, params.weight);
  const extended = appendCopies(weighed, bases);
  const own = rowWeights(extended.table, new Uint32Array(0)).slice();
  own.set(weights, table.numRows);
  const start = withRowWeights(extended.table, own, params.weight);
  const mixed = features.reduce(
    (result, feature) =>
      mixFeature({ table: result, rows: extended.rows }, feature, {
        pairs,
        train,
        random: random.stream(`column ${feature.name}`),
      }),
    start,
  );
  return markRows(mixed, params.mark, { rows: extended.rows, what: "added rows" });
}

/** Pairs by row of the table. */
function pairRows(
  table: Table,
  train: Uint32Array,
  {
    params,
    label,
    random,
  }: { readonly params: MixupParams; readonly label: string; readonly random: Random },
): MixedPairs {
  const divide = (columns: readonly string[]): Int32Array =>
    partition(table, columns, { rows: train, missing: "refuse" }).codes;
  const labels = divide([label]);
  const groups =
    params.between === "groups" ? divide(attributeColumns(table, params.attributes)) : undefined;
  const drawn = drawPairs(
    train.length,
    {
      count: Math.round(params.share * train.length),
      alpha: params.alpha,
      apart: groups,
      alike: params["same-label"] ? labels : undefined,
    },
    random.stream("pairs"),
  );
  if (drawn.first.length === 0) {
    throw new FairlineError("GROUP_EMPTY", "no training row can be paired with another", {
      hint: "Mixtures between groups need two groups among the training rows, and with same-label, of one label.",
    });
  }
  const rowOf = (position: number): number => train[position]!;
  return { ...drawn, first: drawn.first.map(rowOf), second: drawn.second.map(rowOf) };
}

function warnOfUnpaired(found: number, wanted: number, context: Pick<StageContext, "log">): void {
  if (found === wanted) return;
  const lost = `${String(wanted - found)} of ${String(wanted)} rows`;
  context.log("warn", `${lost} have no row to be mixed with: they are passed over`);
}

function mixFeature(
  added: ExtendedTable,
  feature: Feature,
  call: { readonly pairs: MixedPairs; readonly train: Uint32Array; readonly random: Random },
): Table {
  const { pairs, train, random } = call;
  const draws = pairs.parts.map(() => random.uniform());
  switch (feature.type) {
    case "number": {
      const range = rangeOf(feature, train);
      if (range === undefined) return added.table;
      const mixed = mixNumbers(feature.values, pairs, draws);
      const values = Float64Array.from(added.rows, (_, i) => mixed[i >> 1]!);
      return setNumbers(added, feature, { values, range });
    }
    case "category": {
      const fromRows = added.rows.map((_, i) => {
        const pair = i >> 1;
        return draws[pair]! < pairs.parts[pair]! ? pairs.first[pair]! : pairs.second[pair]!;
      });
      return setRows(added.table, feature.name, { rows: added.rows, fromRows });
    }
    case "embedding": {
      const { size, values } = feature;
      const mixed = new Float32Array(added.rows.length * size);
      for (let at = 0; at < mixed.length; at++) {
        const pair = Math.floor(at / size) >> 1;
        const [a, b] = [pairs.first[pair]!, pairs.second[pair]!];
        const part = pairs.parts[pair]!;
        mixed[at] =
          part * values[a * size + (at % size)]! + (1 - part) * values[b * size + (at % size)]!;
      }
      return setEmbeddings(added, feature, mixed);
    }
  }
}
