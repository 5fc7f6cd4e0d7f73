import { attributeName, evidenceRows, groupedDigits } from "@fairline/core";
import type { GateVerdict, MetricRow, Point } from "@fairline/core";
import type { PlannedGate } from "@fairline/plan";

/** What a gate is held against at one matrix point. */
export interface GateSubject {
  readonly instance: string;
  readonly point: Point;
  /** Undefined where the instance has no result; `absence` then says why. */
  readonly rows: readonly MetricRow[] | undefined;
  readonly absence?: string;
  /** Rows of the baseline file; undefined where the gate has none, or it could not be read. */
  readonly baseline?: readonly MetricRow[] | undefined;
  readonly baselineFailure?: string;
}

/** One row held against the gate. */
interface RowVerdict {
  readonly row: MetricRow | undefined;
  readonly value: number;
  readonly limit: string;
  readonly passes: boolean;
  /** How far inside the limit; negative outside, -Infinity where there is no figure. */
  readonly margin: number;
  readonly message: string;
}

/**
 * Holds one gate against the metrics of one instance.
 *
 * Where the gate leaves open which of several rows it means, each of them counts and the worst decides:
 * every attribute for a gap without `attribute`, every group for a rate of one attribute. The test rows
 * count where there are some, else all splits that there are.
 */
export function judgeGate(gate: PlannedGate, subject: GateSubject): GateVerdict {
  const verdict = worst(rowVerdicts(gate, subject));
  const outcome = verdict.passes ? "pass" : gate.onFail;
  return {
    gate: gate.name,
    stage: gate.stage,
    point: subject.point,
    metric: gate.metric,
    attribute: verdict.row?.attribute ?? gate.attribute ?? null,
    within: verdict.row?.within ?? gate.within ?? null,
    outcome,
    value: verdict.value,
    limit: verdict.limit,
    message: verdict.message,
  };
}

function rowVerdicts(gate: PlannedGate, subject: GateSubject): readonly RowVerdict[] {
  if (subject.rows === undefined) {
    return [absent(gate, subject.absence ?? `There is no result of ${subject.instance} yet.`)];
  }
  if (subject.baselineFailure !== undefined) return [absent(gate, subject.baselineFailure)];
  const rows = matchingRows(gate, subject.rows);
  if (rows.length === 0) {
    return [absent(gate, missingMessage(gate, subject))];
  }
  return rows.map((row) => judgeRow(gate, row, subject.baseline));
}

/** The rows that a gate is about. */
export function matchingRows(gate: PlannedGate, rows: readonly MetricRow[]): readonly MetricRow[] {
  const named = rows.filter(
    (row) =>
      row.metric === gate.metric &&
      isAbout(gate, row) &&
      (gate.group === undefined || row.group === gate.group),
  );
  const tested = named.filter(({ split }) => split === "test");
  const candidates = tested.length > 0 ? tested : named;
  if (gate.group !== undefined) return candidates;
  const overall = candidates.filter((row) => row.attribute === null && row.group === null);
  if (overall.length > 0) return overall;
  const between = candidates.filter((row) => row.group === null);
  return between.length > 0 ? between : candidates;
}

/** Whether a row has the attribute and the stratum of a gate. A name such as `sex within department=A` says both in one. */
function isAbout({ attribute, within }: PlannedGate, row: MetricRow): boolean {
  if (within === undefined) return attribute === undefined || attribute === attributeName(row);
  return (
    (attribute === undefined || attribute === row.attribute) &&
    row.within?.column === within.column &&
    row.within.value === within.value
  );
}

function judgeRow(
  gate: PlannedGate,
  row: MetricRow,
  baseline: readonly MetricRow[] | undefined,
): RowVerdict {
  const value = boundOf(gate, row);
  const { min, max, text, failure } = limitsOf(gate, row, baseline);
  const base = { row, value, limit: text };
  const fail = (message: string): RowVerdict => ({
    ...base,
    passes: false,
    margin: -Infinity,
    message,
  });
  if (failure !== undefined) return fail(failure);
  if (!Number.isFinite(row.value)) {
    const what = Number.isNaN(row.value) ? "not a number" : "not finite";
    return fail(`${nameOf(row)} is ${what} (n ${groupedDigits(row.n)}).`);
  }
  if (!Number.isFinite(value)) {
    return fail(
      `${nameOf(row)} has no confidence interval, and the gate asks for its ${gate.bound} end.`,
    );
  }
  const flaw = flawOf(gate, row);
  if (flaw !== undefined) return fail(`${nameOf(row)} ${flaw}.`);
  const margin = Math.min(value - min, max - value);
  const passes = margin >= 0;
  const found = `${figureName(gate, row)} is ${figure(value)} (n ${groupedDigits(row.n)})`;
  const side =
    value < min ? `below the limit of ${figure(min)}` : `above the limit of ${figure(max)}`;
  const rise = gate.maxIncrease === undefined ? "" : ` (${text})`;
  const message = passes ? `${found}, within ${text}.` : `${found}, ${side}${rise}.`;
  return { ...base, passes, margin, message };
}

/** Why a figure is no evidence, whatever its value; undefined where it is. */
function flawOf(gate: PlannedGate, row: MetricRow): string | undefined {
  const { uncovered, degenerate } = row;
  const rows = evidenceRows(row);
  // Written so that a count that is not a number fails.
  if (!(rows >= gate.minGroup)) {
    const worth = rows < row.n ? `, worth ${groupedDigits(Math.floor(rows))} of equal weight` : "";
    return `rests on ${groupedDigits(row.n)} ${row.n === 1 ? "row" : "rows"}${worth}, fewer than the ${groupedDigits(gate.minGroup)} that the gate asks for`;
  }
  if (uncovered !== undefined && gate.uncovered === "refuse") {
    const has = uncovered.length === 1 ? "has" : "have";
    return `does not cover ${uncovered.join(", ")}, which ${has} no such figure (the gate may say uncovered: allow)`;
  }
  if (degenerate !== undefined && gate.degenerate === "refuse") {
    return `says little: ${degenerate} (the gate may say degenerate: allow)`;
  }
  return undefined;
}

interface Limits {
  readonly min: number;
  readonly max: number;
  readonly text: string;
  readonly failure?: string;
}

function limitsOf(
  gate: PlannedGate,
  row: MetricRow,
  baseline: readonly MetricRow[] | undefined,
): Limits {
  const min = gate.min ?? -Infinity;
  const max = gate.max ?? Infinity;
  const text = limitText(gate);
  if (gate.maxIncrease === undefined) return { min, max, text };
  const reference = baseline?.find(
    (other) =>
      other.metric === row.metric &&
      attributeName(other) === attributeName(row) &&
      other.group === row.group &&
      other.split === row.split,
  );
  if (reference === undefined || !Number.isFinite(reference.value)) {
    return { min, max, text, failure: `The baseline has no figure for ${nameOf(row)}.` };
  }
  const allowed = Math.min(max, reference.value + gate.maxIncrease);
  const rise = `baseline ${figure(reference.value)} + ${figure(gate.maxIncrease)}`;
  return { min, max: allowed, text: [...limitParts(gate), `<= ${rise}`].join(" and ") };
}

/** The limit as people write it, before the baseline's figure is known. */
function limitText(gate: PlannedGate): string {
  const { maxIncrease } = gate;
  const rise = maxIncrease === undefined ? [] : [`<= baseline + ${figure(maxIncrease)}`];
  return [...limitParts(gate), ...rise].join(" and ");
}

function limitParts({ min, max }: PlannedGate): readonly string[] {
  const parts: string[] = [];
  if (min !== undefined) parts.push(`>= ${figure(min)}`);
  if (max !== undefined) parts.push(`<= ${figure(max)}`);
  return parts;
}

function boundOf(gate: PlannedGate, row: MetricRow): number {
  switch (gate.bound) {
    case "value":
      return row.value;
    case "lower":
      return row.low;
    case "upper":
      return row.high;
  }
}

function worst(verdicts: readonly RowVerdict[]): RowVerdict {
  return verdicts.reduce((a, b) => (b.margin < a.margin ? b : a));
}

function absent(gate: PlannedGate, message: string): RowVerdict {
  return {
    row: undefined,
    value: NaN,
    limit: limitText(gate),
    passes: false,
    margin: -Infinity,
    message,
  };
}

function missingMessage(gate: PlannedGate, { instance }: GateSubject): string {
  const { within } = gate;
  const attribute = gate.attribute === undefined ? "" : ` by ${gate.attribute}`;
  const stratum = within === undefined ? "" : ` within ${within.column}=${within.value}`;
  const group = gate.group === undefined ? "" : ` for group ${gate.group}`;
  return `The metrics of ${instance} have no ${gate.metric}${attribute}${stratum}${group}.`;
}

/** `demographic_parity_difference by sex on test`. */
function nameOf(row: MetricRow): string {
  const name = attributeName(row);
  const attribute = name === null ? "" : ` by ${name}`;
  const group = row.group === null ? "" : ` for ${row.group}`;
  return `${row.metric}${attribute}${group} on ${row.split}`;
}

function figureName(gate: PlannedGate, row: MetricRow): string {
  return gate.bound === "value" ? nameOf(row) : `the ${gate.bound} end of ${nameOf(row)}`;
}

/** A figure to six digits, without trailing zeros. */
function figure(value: number): string {
  return String(Number(value.toPrecision(6)));
}
