import { FairlineError } from "@fairline/core";
import type { EagerBackend } from "../backend/backend.ts";
import type { Session, SessionStart } from "../session.ts";
import type { Step } from "../step.ts";

/** Where steps go that cannot be compiled. */
export interface Fallback {
  readonly step: Step;
  readonly start: SessionStart;
  readonly eager: () => Promise<EagerBackend>;
  readonly onFallback: (message: string) => void;
}

/**
 * A compiled session that goes on operation by operation where something cannot be compiled, and says so once.
 *
 * Before the first step nothing is lost by beginning anew; a step that only later meets an operation that cannot be
 * compiled fails.
 */
export function fallbackSession(compiled: Session, fallback: Fallback): Session {
  const state: { session: Session; stepped: boolean; isEager: boolean } = {
    session: compiled,
    stepped: false,
    isEager: false,
  };
  const leave = async (error: unknown): Promise<void> => {
    const isUnsupported = error instanceof FairlineError && error.code === "STEP_UNSUPPORTED";
    if (!isUnsupported || state.stepped || state.isEager) throw error;
    const backend = await fallback.eager();
    const { step, start } = fallback;
    fallback.onFallback(
      `${error.message}, so the steps run operation by operation on ${backend.name}`,
    );
    state.session.dispose();
    state.session = backend.session(step, start);
    state.isEager = true;
  };
  return {
    async step(batch) {
      await state.session.step(batch).catch(async (error: unknown) => {
        await leave(error);
        await state.session.step(batch);
      });
      state.stepped = true;
    },
    async evaluate(forward, batch) {
      return await state.session.evaluate(forward, batch).catch(async (error: unknown) => {
        await leave(error);
        return await state.session.evaluate(forward, batch);
      });
    },
    takeLosses: () => state.session.takeLosses(),
    parameters: () => state.session.parameters(),
    dispose: () => {
      state.session.dispose();
    },
  };
}
