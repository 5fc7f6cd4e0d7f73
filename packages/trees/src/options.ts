import type { GradientCallback } from "./gradient-callback.ts";
import type { Objective } from "./objective.ts";
import type { TreeParameters } from "./parameters.ts";
import type { Validation } from "./validation.ts";

/** How a fit goes. What is left out has the value of `defaultsFor` the rows. */
export interface TreeOptions extends Partial<TreeParameters> {
  readonly objective: Objective;
  /** By column: 1 where raw scores must not fall as the column rises, -1 where they must not rise. Of numeric columns. */
  readonly monotone?: Readonly<Record<string, -1 | 0 | 1>>;
  /** Any text but the empty one; needed where rows or features are sampled. */
  readonly seed?: string;
  /** Threads, this one among them. They change the time a fit takes, and no byte of what it gives. 1 if left out. */
  readonly threads?: number;
  readonly validation?: Validation;
  /** Replaces the gradients of a round before its trees grow; must be given for a custom objective. */
  readonly gradients?: GradientCallback;
  /** Called after each round. */
  readonly onRound?: (state: RoundState) => void | Promise<void>;
  /** Ends the fit between two rounds. */
  readonly signal?: AbortSignal;
}

/** How far a fit is. */
export interface RoundState {
  /** From 1. */
  readonly round: number;
  /** Rounds at most. */
  readonly rounds: number;
  /** Raw scores of the training rows, row-major, `outputs` each. They change in the next round. */
  readonly raw: Float64Array;
  /** The validation metric; undefined without validation rows. */
  readonly metric: number | undefined;
}
