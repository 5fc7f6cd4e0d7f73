import { FairlineError } from "@fairline/core";
import type { EagerBackend } from "../backend/backend.ts";
import type { Session, SessionStart } from "../session.ts";
import type { Step } from "../step.ts";

/** What runs the steps that a session cannot run. */
export interface Fallback {
  readonly step: Step;
  readonly start: SessionStart;
  /** Open the backends to try, in this order. */
  readonly others: readonly (() => Promise<EagerBackend>)[];
  readonly onFallback: (message: string) => void;
}

/**
 * A session that goes on operation by operation on another backend where its own cannot run something, and says so once.
 *
 * Before the first step nothing is lost by starting over; a later step with an operation that its backend cannot run
 * fails.
 */
export function fallbackSession(first: Session, fallback: Fallback): Session {
  const { step, start, onFallback } = fallback;
  const others = [...fallback.others];
  const reasons: string[] = [];
  const state = { session: first, stepped: false };
  const leave = async (error: unknown): Promise<EagerBackend> => {
    const isUnsupported = error instanceof FairlineError && error.code === "STEP_UNSUPPORTED";
    const open = others[0];
    if (!isUnsupported || state.stepped || open === undefined) throw error;
    others.shift();
    reasons.push(error.message);
    const backend = await open();
    state.session.dispose();
    state.session = backend.session(step, start);
    return backend;
  };
  const attempt = async <T>(work: () => Promise<T>): Promise<T> => {
    let backend: EagerBackend | undefined;
    for (;;) {
      try {
        const result = await work();
        if (backend !== undefined) {
          onFallback(
            `${reasons.join(", and ")}, so the steps run operation by operation on ${backend.name}`,
          );
        }
        return result;
      } catch (error) {
        backend = await leave(error);
      }
    }
  };
  return {
    async step(batch) {
      await attempt(() => state.session.step(batch));
      state.stepped = true;
    },
    evaluate: (forward, batch) => attempt(() => state.session.evaluate(forward, batch)),
    takeLosses: () => state.session.takeLosses(),
    parameters: () => state.session.parameters(),
    state: () => state.session.state(),
    dispose: () => {
      state.session.dispose();
    },
  };
}
