import {
  columnsWithRole,
  columnWithRole,
  markRows,
  numberColumn,
  readClasses,
  readFeatures,
  requireRowsOfSplit,
  setRows,
  takeRows,
} from "@fairline/arrow";
import type { CategoryFeature, Feature, NumberFeature, Table } from "@fairline/arrow";
import { FairlineError } from "@fairline/core";
import type { StageContext } from "@fairline/core";
import type { Model } from "@fairline/model";
import { createRandom } from "@fairline/numeric";
import { appendCopies, chooseShare, rangeOf } from "./added-rows.ts";
import { attackedValues, bestFlips, wholeWithin } from "./adversarial.ts";
import type { AttackedColumn, Flip } from "./adversarial.ts";
import type { AdversarialParams } from "./adversarial.stage.ts";
import { deviationOf } from "./noise.ts";

/** Adds copies of training rows that a model decides wrongly, or nearly so; labels, ids and all else stay. */
export async function addAdversarialRows(
  table: Table,
  model: Model,
  {
    params,
    context,
  }: {
    readonly params: AdversarialParams;
    readonly context: Pick<StageContext, "log" | "seed">;
  },
): Promise<Table> {
  const random = createRandom(context.seed);
  const train = requireRowsOfSplit(table, "train");
  const bases = chooseShare(train, params.share, random.stream("rows"));
  const classes = { positive: model.positive, negative: undefined };
  const { values: labels } = readClasses(table, columnWithRole(table, "label"), classes, bases);
  const features = attackedFeatures(table, model, params);
  const numbers = attackedNumbers(features, { bases, train, size: params.size });
  const categories = features.filter((feature) => feature.type === "category");
  const donors = categories.map((feature) => categoryDonors(feature, train));
  const work = workTable(table, bases, donors.flat());
  const scoreOf = async (rows: Table): Promise<Float64Array> =>
    (await model.score(rows)).subarray(0, bases.length);
  const values = await attackedValues(numbers, labels, {
    attack: params,
    score: async (columns) => await scoreOf(withNumbers(work, numbers, columns)),
    random: random.stream("start"),
  });
  const whole = values.map((own, c) =>
    numbers[c]!.feature.integer ? wholeWithin(numbers[c]!, own) : own,
  );
  const sources = await flippedSources(withNumbers(work, numbers, whole), {
    categories,
    donors,
    labels,
    flips: params.flips,
    score: scoreOf,
  });
  const extended = appendCopies(table, bases);
  const pool = [...bases, ...donors.flat()];
  const flipped = categories.reduce((result, { name }, c) => {
    const fromRows = sources[c]!.map((at) => pool[at]!);
    return setRows(result, name, { rows: extended.rows, fromRows });
  }, extended.table);
  const data = numbers.reduce((result, { feature: { name, integer } }, c) => {
    const changed = numberColumn(whole[c]!, { integer });
    return setRows(result, name, { rows: extended.rows, values: changed });
  }, flipped);
  await tellOfSuccess(
    model,
    { before: takeRows(table, bases), after: takeRows(data, extended.rows), labels },
    context,
  );
  return markRows(data, params.mark, { rows: extended.rows, what: "added rows" });
}

/** The rows to attack, then rows to take categories from. */
function workTable(table: Table, bases: Uint32Array, donors: readonly number[]): Table {
  return takeRows(table, [...bases, ...donors]);
}

function withNumbers(
  work: Table,
  numbers: readonly AttackedNumber[],
  columns: readonly Float64Array[],
): Table {
  return columns.reduce((result, values, c) => {
    const rows = Uint32Array.from(values.keys());
    return setRows(result, numbers[c]!.feature.name, { rows, values: numberColumn(values) });
  }, work);
}

/** Says how many rows the model decides right, before and after. */
async function tellOfSuccess(
  model: Model,
  rows: { readonly before: Table; readonly after: Table; readonly labels: Uint8Array },
  context: Pick<StageContext, "log">,
): Promise<void> {
  const right = async (table: Table): Promise<string> => {
    const decisions = await model.predict(table);
    return String(rows.labels.filter((label, row) => label === decisions[row]).length);
  };
  const [before, after] = [await right(rows.before), await right(rows.after)];
  context.log(
    "info",
    `the model decides ${before} of ${String(rows.labels.length)} rows right, and ${after} of the new ones`,
  );
}

/** An attacked column and the feature that it is. */
interface AttackedNumber extends AttackedColumn {
  readonly feature: NumberFeature;
}

function attackedNumbers(
  features: readonly Feature[],
  call: { readonly bases: Uint32Array; readonly train: Uint32Array; readonly size: number },
): AttackedNumber[] {
  return features.flatMap((feature) => {
    const range = feature.type === "number" ? rangeOf(feature, call.train) : undefined;
    if (feature.type !== "number" || range === undefined) return [];
    const values = Float64Array.from(call.bases, (row) => feature.values[row]!);
    const reach = call.size * deviationOf(feature.values, call.train);
    return [{ feature, values, reach, range }];
  });
}

/** The features of the model that are changed: those named, or all but sensitive ones. */
function attackedFeatures(table: Table, model: Model, { features }: AdversarialParams): Feature[] {
  const sensitive = columnsWithRole(table, "sensitive");
  const names = features ?? model.features.filter((name) => !sensitive.includes(name));
  const unread = names.find((name) => !model.features.includes(name));
  if (unread !== undefined) {
    throw new FairlineError("PARAM_INVALID", `the model does not read "${unread}"`, {
      hint: `Its features are: ${model.features.join(", ")}.`,
    });
  }
  return readFeatures(table, names);
}

/**
 * The category of each attacked row after flips, by column: the position in the work table of a row that has it.
 *
 * @param work - Attacked rows, then the donors of every column, in that order.
 */
async function flippedSources(
  work: Table,
  call: {
    readonly categories: readonly CategoryFeature[];
    readonly donors: readonly (readonly number[])[];
    readonly labels: Uint8Array;
    readonly flips: number;
    readonly score: (work: Table) => Promise<Float64Array>;
  },
): Promise<Uint32Array[]> {
  const { categories, donors, labels, score } = call;
  const rows = Uint32Array.from(labels.keys());
  const sources = categories.map(() => rows.slice());
  const withSources = (): Table =>
    categories.reduce(
      (result, { name }, c) => setRows(result, name, { rows, fromRows: sources[c]! }),
      work,
    );
  for (let flip = 0; flip < call.flips; flip++) {
    const current = withSources();
    const flips: Flip[] = [];
    let at = rows.length;
    for (const [column, { name }] of categories.entries()) {
      for (let d = 0; d < donors[column]!.length; d++, at++) {
        const trial = setRows(current, name, { rows, fromRows: rows.map(() => at) });
        flips.push({ column, donor: at, scores: await score(trial) });
      }
    }
    const best = bestFlips(flips, { scores: await score(current), labels });
    for (const [row, f] of best.entries()) {
      if (f >= 0) sources[flips[f]!.column]![row] = flips[f]!.donor;
    }
  }
  return sources;
}

/** The first training row of each category of a column. */
function categoryDonors({ codes }: CategoryFeature, train: Uint32Array): number[] {
  const found = new Map<number, number>();
  for (const row of train) {
    if (codes[row]! >= 0 && !found.has(codes[row]!)) found.set(codes[row]!, row);
  }
  return [...found.values()];
}
