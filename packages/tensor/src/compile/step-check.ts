import { FairlineError } from "@fairline/core";
import type { Tensors } from "../tensors.ts";

/** @throws FairlineError `STEP_IMPURE` for what an async function gives */
export function checkSync(result: unknown): void {
  if (!(result instanceof Promise)) return;
  // If it fails, that is a consequence of this error.
  result.catch(() => undefined);
  throw new FairlineError("STEP_IMPURE", "a step gives a promise", {
    hint: "Write it without async: it is traced once, and what it waits for would not come.",
  });
}

/** @throws FairlineError `STEP_IMPURE` for a loss with other than one value */
export function checkScalars(losses: Tensors): void {
  for (const [name, { shape }] of Object.entries(losses)) {
    if (shape.length === 0) continue;
    throw new FairlineError(
      "STEP_IMPURE",
      `the loss "${name}" is ${shapeText(shape)} and should be a scalar`,
      { hint: "Give out its mean, or its sum." },
    );
  }
}

/** @throws FairlineError `STEP_IMPURE` where a step gives back other tensors than it was given */
export function checkReturned(what: string, given: Tensors, returned: Tensors): void {
  for (const [name, { shape }] of Object.entries(given)) {
    const now = returned[name]?.shape;
    if (now?.join() === shape.join()) continue;
    const found = now === undefined ? "leaves it out" : `makes it ${shapeText(now)}`;
    throw new FairlineError(
      "STEP_IMPURE",
      `the ${what} "${name}" is ${shapeText(shape)}, and the step ${found}`,
      { hint: "Give back every parameter and all state, each in the shape that it came in." },
    );
  }
}

/** A shape in words: "3 x 4", "a scalar". */
export function shapeText(shape: readonly number[]): string {
  return shape.length === 0 ? "a scalar" : shape.join(" x ");
}
