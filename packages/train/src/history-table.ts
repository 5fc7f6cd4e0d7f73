import { categoryColumn, makeTable, numberColumn } from "@fairline/arrow";
import type { NumberColumn, Table } from "@fairline/arrow";
import { figureNames } from "./epoch-losses.ts";
import type { EpochLosses } from "./epoch-losses.ts";
import type { LabelTarget } from "./label.ts";

/** What else a history says. */
export interface HistoryAbout {
  readonly task: LabelTarget["task"];
  readonly hasPenalty: boolean;
  /** The epoch that the model is of. */
  readonly kept: number;
  /** What is wrong with the fit; they stand in the last row. */
  readonly warnings: readonly string[];
}

/**
 * Losses as a table, a row per epoch and split: epoch, split, loss, log_loss, penalty (null without one), accuracy; metric and gap where
 * early stopping watches them (null for training rows); of a number squared_error and r2 in the place of log_loss and accuracy; kept, "yes" for the epoch that the model is of; warning, in the last row, where there is one.
 */
export function historyTable(
  history: readonly EpochLosses[],
  { task, hasPenalty, kept, warnings }: HistoryAbout,
): Table {
  const numbersOf = (value: (losses: EpochLosses) => number): NumberColumn =>
    numberColumn(history.map(value));
  const optional = (name: "metric" | "gap") =>
    history.some((losses) => losses[name] !== undefined)
      ? [{ name, column: numbersOf((losses) => losses[name] ?? Number.NaN) }]
      : [];
  const figures = figureNames(task);
  const epochs = history.map(({ epoch }) => epoch);
  const text = warnings.length === 0 ? null : warnings.join("; ");
  return makeTable([
    { name: "epoch", column: numberColumn(epochs, { integer: true }) },
    { name: "split", column: categoryColumn(history.map(({ split }) => split)) },
    { name: "loss", column: numbersOf(({ loss }) => loss) },
    { name: figures.logLoss, column: numbersOf(({ logLoss }) => logLoss) },
    { name: "penalty", column: numbersOf(({ penalty }) => (hasPenalty ? penalty : Number.NaN)) },
    { name: figures.accuracy, column: numbersOf(({ accuracy }) => accuracy) },
    ...optional("metric"),
    ...optional("gap"),
    {
      name: "kept",
      column: categoryColumn(epochs.map((epoch) => (epoch === kept ? "yes" : "no"))),
    },
    {
      name: "warning",
      column: categoryColumn(epochs.map((_, row) => (row === epochs.length - 1 ? text : null))),
    },
  ]);
}
