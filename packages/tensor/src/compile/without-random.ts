import { FairlineError } from "@fairline/core";
import { stepLine } from "./step-line.ts";

/**
 * Does some work that must draw nothing at random: TensorFlow.js seeds its random tensors from `Math.random`, and their
 * values would be fixed in the graph.
 *
 * @throws FairlineError `STEP_IMPURE` where it does
 */
export function withoutRandom<T>(work: () => T): T {
  const random = Object.getOwnPropertyDescriptor(Math, "random")!;
  Object.defineProperty(Math, "random", {
    ...random,
    value: () => {
      throw new FairlineError("STEP_IMPURE", "a step draws random numbers while it is traced", {
        ...stepLine(),
        hint: "Draw them beforehand, and give them to the step as part of its batch.",
      });
    },
  });
  try {
    return work();
  } finally {
    Object.defineProperty(Math, "random", random);
  }
}
