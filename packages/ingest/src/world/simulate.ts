import {
  columnRoles,
  columnsWithRole,
  makeTable,
  numberColumn,
  tableMeta,
  takeRows,
  withMeta,
} from "@fairline/arrow";
import type { Column, NamedColumn, Table } from "@fairline/arrow";
import type { JsonValue, StageContext } from "@fairline/core";
import { createRandom } from "@fairline/numeric";
import { annotateTable } from "../roles/annotate-table.ts";
import { trueEffects } from "./effect.ts";
import type { Effect } from "./effect.ts";
import type { Values } from "./mechanism.ts";
import { drawPopulation, populationValues } from "./population.ts";
import type { Population } from "./population.ts";
import { levelsOf, parentsOf, settableLevels } from "./variable.ts";
import type { Variable } from "./variable.ts";
import { FLIP, arrowPath } from "./world.ts";
import type { World } from "./world.ts";

/** The outputs of `ingest/simulate`. */
export interface Simulated {
  readonly data: Table;
  /** Row i is the twin of row i of `data`; no rows where no twins were asked for. */
  readonly twins: Table;
}

/**
 * Draws the people of a world, and their twins, and measures the true effects on them. The truth goes into the metadata:
 * the arrows between the variables, and every effect with its standard error.
 *
 * @throws FairlineError as {@link populationValues} and {@link annotateTable} do.
 */
export function simulate(world: World, { seed }: Pick<StageContext, "seed">): Simulated {
  const population = drawPopulation(world.variables, world.rows, createRandom(seed));
  const values = populationValues(population);
  const described = annotateTable(makeTable(columnsOf(world, values)), {
    task: world.task,
    positive: world.positive,
    rules: {
      roles: world.roles,
      sensitiveAsFeatures: world["sensitive-as-features"],
      place: "the simulated world",
    },
    source: null,
  });
  const source = provenance(world, effectsIn(described, world, population));
  const data = withMeta(described, { ...tableMeta(described), source });
  if (world.twins === undefined) return { data, twins: takeRows(data, []) };
  const twins = columnsOf(world, twinValues(population, values, world.twins)).map((column) => ({
    ...column,
    roles: columnRoles(data, column.name),
  }));
  const twinSource = { ...source, twins: { ...world.twins } };
  return { data, twins: makeTable(twins, { ...tableMeta(data), source: twinSource }) };
}

function columnsOf(world: World, values: ReadonlyMap<string, Values>): NamedColumn[] {
  const columns = Object.entries(world.variables)
    .filter(([, variable]) => !variable.hidden)
    .map(([name, variable]) => ({ name, column: columnOf(variable, values.get(name)!) }));
  const { id } = world.roles;
  if (id === undefined || id in world.variables) return columns;
  const numbers = Float64Array.from({ length: world.rows }, (_, row) => row + 1);
  return [{ name: id, column: numberColumn(numbers, { integer: true }) }, ...columns];
}

function columnOf(variable: Variable, values: Values): Column {
  const levels = levelsOf(variable);
  if (levels !== undefined) {
    return { type: "category", codes: Int32Array.from(values), values: levels };
  }
  const isWhole =
    variable.poisson !== undefined || variable.round || settableLevels(variable) !== undefined;
  return numberColumn(values, { integer: isWhole });
}

function twinValues(
  population: Population,
  values: ReadonlyMap<string, Values>,
  { attribute, to }: NonNullable<World["twins"]>,
): ReadonlyMap<string, Values> {
  const own = values.get(attribute)!;
  const level = settableLevels(population.variables[attribute]!)!.indexOf(to);
  return populationValues(population, {
    attribute,
    values: own.map((code) => (to === FLIP ? 1 - code : level)),
  });
}

function effectsIn(table: Table, world: World, population: Population): Effect[] {
  const [outcome] = [...columnsWithRole(table, "label"), ...columnsWithRole(table, "prediction")];
  if (outcome === undefined) return [];
  return trueEffects(population, {
    attributes: world.roles.sensitive,
    outcome,
    positive: tableMeta(table).positive,
    unfair: world.unfair.map(arrowPath),
  });
}

function provenance(
  { rows, variables }: World,
  effects: readonly Effect[],
): Readonly<Record<string, JsonValue>> {
  const entries = Object.entries(variables);
  return {
    kind: "simulation",
    rows,
    variables: entries.map(([name, variable]) => ({
      name,
      parents: parentsOf(variable),
      hidden: variable.hidden,
      ...(variable.description === undefined ? {} : { description: variable.description }),
    })),
    effects: effects.map(({ total, unfair, ...effect }) => ({
      ...effect,
      total: { ...total },
      ...(unfair === undefined ? {} : { unfair: { ...unfair } }),
    })),
  };
}
