import { FairlineError } from "@fairline/core";
import { stepLine } from "../../compile/step-line.ts";
import type { Session } from "../../session.ts";
import type { EagerName } from "../backend.ts";

/** What TensorFlow.js 4.22 says of an operation that a backend has no kernel for. */
const MISSING = /^Kernel '(\w+)' not registered for backend '\w+'$/;

/** A session that fails with `STEP_UNSUPPORTED`, and the operation, where its backend lacks one. */
export function explainMissingKernels(session: Session, backend: EagerName): Session {
  const fail = (error: unknown): never => {
    throw explained(error, backend);
  };
  return {
    ...session,
    step: (batch) => session.step(batch).catch(fail),
    evaluate: (forward, batch) => session.evaluate(forward, batch).catch(fail),
  };
}

function explained(error: unknown, backend: EagerName): unknown {
  if (!(error instanceof Error)) return error;
  const [, operation] = MISSING.exec(error.message) ?? [];
  if (operation === undefined) return error;
  return new FairlineError(
    "STEP_UNSUPPORTED",
    `the backend ${backend} cannot compute the operation ${operation}`,
    {
      ...stepLine(error),
      hint: "Use the backend onnx or cpu, or write the step without it.",
      cause: error,
    },
  );
}
