import { FairlineError } from "@fairline/core";
import { stepLine } from "./step-line.ts";

/**
 * The error of a step that asks for what has no ONNX form here; it names the line.
 *
 * @param what - The subject of the message: "the operation Multinomial".
 */
export function unsupported(what: string): FairlineError {
  return new FairlineError("STEP_UNSUPPORTED", `${what} cannot be compiled`, {
    ...stepLine(),
    hint: "Use the backend wasm or cpu, which run steps operation by operation, or write the step without it.",
  });
}
