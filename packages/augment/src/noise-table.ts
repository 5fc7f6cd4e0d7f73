import {
  columnsWithRole,
  markRows,
  readFeatures,
  requireRowsOfSplit,
  setRows,
} from "@fairline/arrow";
import type { EmbeddingFeature, Feature, Table } from "@fairline/arrow";
import type { StageContext } from "@fairline/core";
import { createRandom } from "@fairline/numeric";
import type { Random } from "@fairline/numeric";
import { appendCopies, chooseShare, rangeOf, setEmbeddings, setNumbers } from "./added-rows.ts";
import type { ExtendedTable } from "./added-rows.ts";
import { deviationOf, noisyNumbers, noisySources } from "./noise.ts";
import type { NoiseParams } from "./noise.stage.ts";

/** Adds copies of training rows whose features have noise; sensitive columns, label and all else stay as they are. */
export function addNoisyRows(
  table: Table,
  params: NoiseParams,
  { seed }: Pick<StageContext, "seed">,
): Table {
  const random = createRandom(seed);
  const train = requireRowsOfSplit(table, "train");
  const sensitive = columnsWithRole(table, "sensitive");
  const features = readFeatures(table, params.features).filter(
    ({ name }) => params.features !== undefined || !sensitive.includes(name),
  );
  const chosen = chooseShare(train, params.share, random.stream("rows"));
  const bases = Uint32Array.from(
    { length: chosen.length * params.copies },
    (_, i) => chosen[Math.floor(i / params.copies)]!,
  );
  const extended = appendCopies(table, bases);
  const noisy = features.reduce(
    (result, feature) =>
      withNoise({ table: result, rows: extended.rows }, feature, {
        bases,
        train,
        params,
        random: random.stream(`column ${feature.name}`),
      }),
    extended.table,
  );
  return markRows(noisy, params.mark, { rows: extended.rows, what: "added rows" });
}

interface NoiseCall {
  readonly bases: Uint32Array;
  readonly train: Uint32Array;
  readonly params: NoiseParams;
  readonly random: Random;
}

function withNoise(added: ExtendedTable, feature: Feature, call: NoiseCall): Table {
  const { bases, train, params, random } = call;
  switch (feature.type) {
    case "number": {
      const range = rangeOf(feature, train);
      if (range === undefined) return added.table;
      const deviation = params.scale * deviationOf(feature.values, train);
      const own = Float64Array.from(bases, (row) => feature.values[row]!);
      return setNumbers(added, feature, { values: noisyNumbers(own, deviation, random), range });
    }
    case "category": {
      const donors = train.filter((row) => feature.codes[row]! >= 0);
      const fromRows = noisySources(bases, { donors, chance: params.swap }, random);
      return setRows(added.table, feature.name, { rows: added.rows, fromRows });
    }
    case "embedding":
      return setEmbeddings(added, feature, noisyEmbeddings(feature, call));
  }
}

function noisyEmbeddings(
  { values, size }: EmbeddingFeature,
  { bases, train, params, random }: NoiseCall,
): Float32Array {
  const noisy = new Float32Array(bases.length * size);
  for (let element = 0; element < size; element++) {
    const column = Float64Array.from(
      { length: values.length / size },
      (_, row) => values[row * size + element]!,
    );
    const deviation = params.scale * deviationOf(column, train);
    const own = Float64Array.from(bases, (row) => column[row]!);
    for (const [i, value] of noisyNumbers(own, deviation, random).entries()) {
      noisy[i * size + element] = value;
    }
  }
  return noisy;
}
