import { categories, columnsWithRole, columnType, requireTwoClasses } from "@fairline/arrow";
import type { Table } from "@fairline/arrow";
import { FairlineError } from "@fairline/core";
import type { Task } from "@fairline/core";
import type { TaskChoice } from "./task-fields.ts";

/** Words that count as the favourable class where nobody says which it is; in any case. */
const USUAL_POSITIVES = ["1", "true", "yes"];

/**
 * Finds the task and the positive class from what was asked and what the rows hold.
 *
 * They are those of the label, or of the prediction where there is no label. A task that was not given is binary where
 * a positive class was, or exactly two classes occur. A positive class that was not given is the one of two that reads `1`, `true` or `yes`.
 *
 * @throws FairlineError `PARAM_INVALID` for a task or positive class that cannot be told, or that the roles leave
 *   nothing to apply to; `VALUE_INVALID` for a third class, or a positive class that never occurs;
 *   `COLUMN_TYPE` for a regression on words.
 */
export function resolveTask(table: Table, asked: TaskChoice): TaskChoice {
  const role = columnsWithRole(table, "label").length > 0 ? "label" : "prediction";
  const [name] = columnsWithRole(table, role);
  if (name === undefined) {
    if (asked.task === undefined && asked.positive === undefined) return {};
    throw new FairlineError(
      "PARAM_INVALID",
      `${asked.task === undefined ? "positive" : "task"} is set, but no column has the role label or prediction`,
      { hint: "Name the column under roles, or leave it out." },
    );
  }
  const target = `${role} column "${name}"`;
  const classes = asked.task === "regression" ? [] : classesOf(table, name);
  const task = asked.task ?? (asked.positive === undefined ? inferTask(target, classes) : "binary");
  if (task !== "binary" && asked.positive !== undefined) {
    throw new FairlineError("PARAM_INVALID", `positive is set, but the task is ${task}`, {
      hint: "Leave positive out, or set task: binary.",
    });
  }
  if (task === "regression" && !["integer", "number"].includes(columnType(table, name))) {
    throw new FairlineError("COLUMN_TYPE", `${target} holds words, but the task is regression`, {
      hint: "Name a numeric column, or set task: multiclass.",
    });
  }
  if (task !== "binary") return { task };
  return { task, positive: positiveClass(table, { name, target }, asked.positive) };
}

/** A class that occurs, and the first row that has it, from 1. */
interface FoundClass {
  readonly word: string;
  readonly row: number;
}

/** In order of first appearance. */
function classesOf(table: Table, name: string): FoundClass[] {
  const { codes, values } = categories(table, name);
  return values.map((word, code) => ({ word, row: codes.indexOf(code) + 1 }));
}

function inferTask(target: string, classes: readonly FoundClass[]): Task {
  if (classes.length === 2) return "binary";
  const third = classes[2];
  const found =
    third === undefined
      ? `has ${String(classes.length)} distinct value${classes.length === 1 ? "" : "s"}`
      : `has ${String(classes.length)} distinct values, the third being "${third.word}" in row ${String(third.row)}`;
  throw new FairlineError("PARAM_INVALID", `the task is not set, and ${target} ${found}`, {
    hint: "Set task: binary, multiclass or regression.",
  });
}

function positiveClass(
  table: Table,
  { name, target }: { readonly name: string; readonly target: string },
  asked: string | undefined,
): string {
  const words = requireTwoClasses(table, name, { positive: asked });
  if (asked !== undefined) return asked;
  const usual = words.filter((word) => USUAL_POSITIVES.includes(word.toLowerCase()));
  if (usual.length === 1) return usual[0]!;
  if (words.length === 0) {
    throw new FairlineError(
      "PARAM_INVALID",
      `${target} has no values, so the positive class cannot be told`,
      { hint: "Set positive, or take the role from the column." },
    );
  }
  const choices = words.map((word) => JSON.stringify(word));
  throw new FairlineError(
    "PARAM_INVALID",
    `${target} has the values ${choices.join(" and ")}, and which one is the positive class cannot be told`,
    { hint: `Set positive: ${choices.join(" or ")}.` },
  );
}
