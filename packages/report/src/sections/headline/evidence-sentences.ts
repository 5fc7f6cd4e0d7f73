import type { GapTest } from "@fairline/core";
import type { Figure } from "../../figures/figure.ts";

/** A p-value below this is not in keeping with no gap. */
const UNLIKELY = 0.05;

/**
 * Says of a gap whether the data are in keeping with none, which groups it leaves out, and why it says little; each in a
 * sentence that begins with a blank. Empty where there is nothing to say.
 */
export function evidenceSentences({ tests, uncovered, degenerate }: Figure): string {
  return [keepingSentence(tests), uncoveredSentence(uncovered), degenerateSentence(degenerate)]
    .filter((sentence) => sentence !== "")
    .map((sentence) => ` ${sentence}`)
    .join("");
}

function keepingSentence(tests: readonly GapTest[]): string {
  const [first, ...others] = tests;
  if (first === undefined) return "";
  const unlike = tests.filter(({ pValue }) => pValue < UNLIKELY).length;
  if (others.length > 0) {
    const seeds = `${String(unlike)} of ${String(tests.length)} seeds`;
    return unlike === 0
      ? "At every seed the data are in keeping with no gap."
      : `At ${seeds} the data are not in keeping with no gap.`;
  }
  if (unlike === 0) return `The data are in keeping with no gap (${chance(first.pValue)}).`;
  const adjusted =
    first.holm < UNLIKELY ? "" : `; with all tests of this report counted, ${chance(first.holm)}`;
  return `The data are not in keeping with no gap (${chance(first.pValue)}${adjusted}).`;
}

function uncoveredSentence(uncovered: readonly string[]): string {
  if (uncovered.length === 0) return "";
  const names = uncovered.map((name) => `“${name}”`).join(", ");
  return `It does not cover ${names}: no rows there to compute it from.`;
}

function degenerateSentence(degenerate: readonly string[]): string {
  return degenerate.length === 0 ? "" : `It says little: ${degenerate.join("; ")}.`;
}

/** `p = 0.031`, `p < 0.001`. */
function chance(pValue: number): string {
  return pValue < 0.001 ? "p < 0.001" : `p = ${String(Number(pValue.toPrecision(2)))}`;
}
