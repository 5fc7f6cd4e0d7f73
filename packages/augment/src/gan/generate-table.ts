import {
  attributeColumns,
  columnWithRole,
  cross,
  markRows,
  membersOf,
  partition,
  readFeatures,
  requireRowsOfSplit,
  tableMeta,
} from "@fairline/arrow";
import type { Feature, Partition, Table } from "@fairline/arrow";
import { FairlineError, SMALL_GROUP } from "@fairline/core";
import type { StageContext } from "@fairline/core";
import { createRandom } from "@fairline/numeric";
import { openBackend } from "@fairline/tensor";
import { withGenerator } from "./fit-gan.ts";
import type { GanPlan } from "./fit-gan.ts";
import type { FairnessTerm } from "./gan-step.ts";
import type { GeneratorParams } from "./generator-params.ts";
import { appendGenerated } from "./generated-rows.ts";
import { fitRowCodec } from "./row-codec.ts";
import type { GeneratedColumn } from "./row-codec.ts";

/** What to generate. */
export interface GenerateChoice {
  readonly params: GeneratorParams;
  /** Weight of the fairness term; undefined for none. With one, kinds are groups, and the label is generated. */
  readonly fairness: number | undefined;
  /** Rows to add to each kind, given how many rows it has. */
  readonly counts: (sizes: Float64Array) => Float64Array;
}

/** Adds rows that a conditional generator makes, which is trained on the training rows. */
export async function addGeneratedRows(
  table: Table,
  choice: GenerateChoice,
  context: StageContext,
): Promise<Table> {
  const { params } = choice;
  const train = requireRowsOfSplit(table, "train");
  const setting = settingOf(table, train, choice);
  const kinds = membersOf(setting.kinds).map((members) => members.map((i) => train[i]!));
  const counts = choice.counts(Float64Array.from(kinds, ({ length }) => length));
  tellOfSmallKinds(setting.kinds, counts, context);
  const wanted = Uint32Array.from(
    [...counts].flatMap((count, kind) => Array<number>(count).fill(kind)),
  );
  if (wanted.length === 0)
    return markRows(table, params.mark, { rows: wanted, what: "added rows" });
  const backend = await openBackend(context.backend, {
    threads: context.cpus,
    onFallback: (message) => {
      context.log("warn", message);
    },
  });
  const random = createRandom(context.seed);
  const plan = planOf(setting, { kinds, train, params });
  const call = { backend, random: random.stream("gan"), context };
  const values = await withGenerator(plan, call, (generateRows) => generateRows(wanted));
  const { columns } = setting;
  const generated = { kinds, wanted, columns, values, train };
  const extended = appendGenerated(table, generated, random.stream("rows"));
  return markRows(extended.table, params.mark, { rows: extended.rows, what: "added rows" });
}

/** What is generated, and what it is told to be like. */
interface Setting {
  readonly kinds: Partition;
  readonly columns: readonly GeneratedColumn[];
  readonly fairness:
    { readonly label: string; readonly positive: string; readonly strength: number } | undefined;
}

function settingOf(
  table: Table,
  train: Uint32Array,
  { params, fairness }: GenerateChoice,
): Setting {
  const attributes = attributeColumns(table, params.attributes);
  const divide = (names: readonly string[]): Partition =>
    partition(table, names, { rows: train, missing: "refuse" });
  const label = columnWithRole(table, "label");
  const { task, positive } = tableMeta(table);
  const features = readFeatures(table, params.features)
    .filter(({ name }) => !attributes.includes(name))
    .map(generatedColumn);
  if (fairness === undefined) {
    if (task === "regression") {
      throw new FairlineError(
        "TASK_UNSUPPORTED",
        `the label "${label}" has no classes to generate rows of`,
        {
          hint: "Cut the label into classes, or leave this stage out.",
        },
      );
    }
    return {
      kinds: cross(divide(attributes), divide([label])),
      columns: features,
      fairness: undefined,
    };
  }
  if (task !== "binary" || positive === undefined) {
    throw new FairlineError(
      "TASK_UNSUPPORTED",
      `the table's task is ${task ?? "not set"}, not binary`,
      {
        hint: "Set the task and the positive class at ingest, or leave fairness out.",
      },
    );
  }
  divide([label]);
  return {
    kinds: divide(attributes),
    columns: [labelFeature(table, label), ...features],
    fairness: { label, positive, strength: fairness },
  };
}

function generatedColumn(feature: Feature): GeneratedColumn {
  if (feature.type !== "embedding") return feature;
  throw new FairlineError(
    "COLUMN_TYPE",
    `feature "${feature.name}" holds embeddings, which this generator does not make`,
    { hint: "Name other columns in features, or use augment/mixup or rebalance/smote." },
  );
}

/** The label as a column of categories; labels of numbers are told apart by their values. */
function labelFeature(table: Table, label: string): GeneratedColumn {
  const { codes, groups } = partition(table, [label], { missing: "omit" });
  return {
    type: "category",
    name: label,
    codes,
    values: groups.map(({ values }) => values[0] ?? ""),
  };
}

function planOf(
  { columns, fairness, kinds: { groups } }: Setting,
  {
    kinds,
    train,
    params,
  }: {
    readonly kinds: readonly Uint32Array[];
    readonly train: Uint32Array;
    readonly params: GeneratorParams;
  },
): GanPlan {
  const codec = fitRowCodec(columns, train, params.modes);
  const shape = {
    spans: codec.spans,
    width: codec.width,
    conditions: groups.length,
    noise: params.noise,
    hidden: params.hidden,
  };
  const term: FairnessTerm | undefined =
    fairness === undefined
      ? undefined
      : {
          positive: positiveSlot(columns[0]!, fairness.positive, train),
          strength: fairness.strength,
        };
  return {
    codec,
    kinds,
    objective: { shape, fairness: term, learningRate: params["learning-rate"] },
    steps: params.steps,
    batch: params.batch,
  };
}

/** Where the label's positive class stands in a row: classes come in the order in which training rows have them, before all features. */
function positiveSlot(label: GeneratedColumn, positive: string, train: Uint32Array): number {
  if (label.type === "number") return 0;
  const seen = [...new Set(train.map((row) => label.codes[row]!))];
  const slot = seen.findIndex((code) => label.values[code] === positive);
  if (slot >= 0 && seen.length > 1) return slot;
  throw new FairlineError(
    "VALUE_INVALID",
    `label "${label.name}" is ${slot < 0 ? "never" : "always"} "${positive}" in the training rows`,
    {
      hint: "A fairness term needs both classes: check the positive class at ingest, and the split.",
    },
  );
}

function tellOfSmallKinds(
  { groups }: Partition,
  counts: Float64Array,
  context: Pick<StageContext, "log">,
): void {
  for (const [kind, { name, size }] of groups.entries()) {
    if (counts[kind] === 0 || size >= SMALL_GROUP) continue;
    const rows = size === 1 ? "1 training row" : `${String(size)} training rows`;
    context.log("warn", `${String(counts[kind])} new rows of "${name}" rest on ${rows}`);
  }
}
