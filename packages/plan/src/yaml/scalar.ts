import type { Problems } from "../diagnostics/problems.ts";
import type { NodePlace } from "./syntax.ts";

/** Whether a scalar has a form in JSON; a problem where not: infinities, NaN, integers beyond 2^53, NUL. */
export function checkScalar(
  value: unknown,
  source: string,
  place: NodePlace,
  problems: Problems,
): value is string | number | boolean | null {
  const unsupported = reasonAgainst(value);
  if (unsupported === undefined) return true;
  problems.error(place, {
    code: "yaml-unsupported",
    message: `${JSON.stringify(source).slice(1, -1)} is not supported: ${unsupported.reason}`,
    hint: unsupported.hint,
  });
  return false;
}

function reasonAgainst(value: unknown): { reason: string; hint: string } | undefined {
  if (typeof value === "number" && !Number.isFinite(value)) {
    return { reason: "it is not a finite number", hint: "Leave the key out, or quote the text." };
  }
  if (typeof value === "number" && Number.isInteger(value) && !Number.isSafeInteger(value)) {
    return { reason: "it is too large to be kept exactly", hint: "Quote it to keep it as text." };
  }
  if (typeof value === "string" && value.includes("\0")) {
    return { reason: "it holds a NUL character", hint: "Remove the character." };
  }
  return undefined;
}
