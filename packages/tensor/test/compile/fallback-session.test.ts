import { FairlineError } from "@fairline/core";
import type { ErrorCode } from "@fairline/core";
import { describe, expect, it } from "vitest";
import type { EagerBackend } from "../../src/backend/backend.ts";
import { fallbackSession } from "../../src/compile/fallback-session.ts";
import { openBackend } from "../../src/index.ts";
import type { Session, Step } from "../../src/index.ts";

const step: Step = (tf, { w }, state) => ({
  parameters: { w: tf.add(w!, 1) },
  state,
  losses: { loss: tf.sum(w!) },
});
const start = { parameters: { w: { shape: [1], values: Float32Array.of(1) } }, state: {} };

/** A session that cannot run its step, and how often it was disposed of. */
function unable(code: ErrorCode = "STEP_UNSUPPORTED") {
  const state = { disposals: 0 };
  const session: Session = {
    step: () => Promise.reject(new FairlineError(code, "the operation X cannot be compiled", {})),
    takeLosses: () => Promise.resolve({}),
    evaluate: () => Promise.resolve({}),
    parameters: () => Promise.resolve({}),
    state: () => Promise.resolve({}),
    dispose: () => {
      state.disposals++;
    },
  };
  return { session, state };
}

const cpu = (): Promise<EagerBackend> => openBackend("cpu");

describe("a session with a fallback", () => {
  it("disposes of the session that it leaves, says once why, and goes on", async () => {
    const { session, state } = unable();
    const messages: string[] = [];
    const onFallback = (message: string): void => void messages.push(message);
    const fallback = fallbackSession(session, { step, start, others: [cpu], onFallback });
    await fallback.step({});
    await fallback.step({});
    expect(state.disposals).toBe(1);
    expect(messages).toEqual([
      "the operation X cannot be compiled, so the steps run operation by operation on cpu",
    ]);
    expect([...(await fallback.parameters())["w"]!.values]).toEqual([3]);
    fallback.dispose();
    expect(state.disposals).toBe(1);
  });

  it("fails as its session does for another reason, or where there is no other backend", async () => {
    const onFallback = (): never => expect.fail("it went on");
    for (const [code, others] of [
      ["BACKEND_FAILED", [cpu]],
      ["STEP_UNSUPPORTED", []],
    ] as const) {
      // prettier-ignore
      const { session, state } = unable(code);
      const fallback = fallbackSession(session, { step, start, others, onFallback });
      await expect(fallback.step({})).rejects.toMatchObject({ code });
      expect(state.disposals).toBe(0);
    }
  });
});
