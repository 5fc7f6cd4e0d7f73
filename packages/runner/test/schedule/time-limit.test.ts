import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { withTimeLimit } from "../../src/schedule/time-limit.ts";

const dayMs = 86_400_000;

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

/** Work that lasts until its signal is aborted. */
function untilAborted(signal: AbortSignal): Promise<never> {
  return new Promise((_resolve, reject) => {
    signal.addEventListener("abort", () => {
      reject(signal.reason as Error);
    });
  });
}

describe("a time limit", () => {
  it.each([1, 30, 1000])("of %i days is over after so many, and not before", async (days) => {
    const timeoutMs = days * dayMs;
    const ended = vi.fn();
    const work = withTimeLimit({ id: "a", timeoutMs }, new AbortController().signal, untilAborted);
    work.catch(ended);
    await vi.advanceTimersByTimeAsync(timeoutMs - 1);
    expect(ended).not.toHaveBeenCalled();
    await vi.advanceTimersByTimeAsync(1);
    await expect(work).rejects.toMatchObject({
      code: "STAGE_TIMEOUT",
      message: `a took longer than its limit of ${String(timeoutMs / 1000)} s`,
      hint: "Raise `timeout` where the work needs longer.",
    });
  });

  it("leaves no timer behind, and hands an interrupt on", async () => {
    const outer = new AbortController();
    const limit = { id: "a", timeoutMs: 30 * dayMs };
    expect(await withTimeLimit(limit, outer.signal, () => Promise.resolve("done"))).toBe("done");
    const work = withTimeLimit(limit, outer.signal, untilAborted);
    outer.abort(new Error("stop"));
    await expect(work).rejects.toThrow("stop");
    expect(vi.getTimerCount()).toBe(0);
  });
});
