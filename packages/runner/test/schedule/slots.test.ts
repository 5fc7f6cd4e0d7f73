import { describe, expect, it } from "vitest";
import { slotsOf } from "../../src/schedule/slots.ts";
import { soon } from "../soon.ts";

const { signal } = new AbortController();
const one = { cpus: 1, memoryBytes: 1, gpus: 1 };
const request = { resources: one, priority: 1 };

describe("the slots of a machine", () => {
  it.each(["cpus", "memoryBytes", "gpus"] as const)("are bounded by %s", async (bound) => {
    const slots = slotsOf({ cpus: 9, memoryBytes: 9, gpus: 9, [bound]: 1 });
    let finish: (() => void) | undefined;
    const first = slots.run(
      () => new Promise<void>((resolve) => (finish = resolve)),
      request,
      signal,
    );
    const second = slots.run(() => Promise.resolve("second"), request, signal);
    expect(await soon(second)).toBe("pending");
    finish?.();
    expect(await soon(first)).toBeUndefined();
    expect(await soon(second)).toBe("second");
  });

  it("are free again after work that fails, and after work that was refused", async () => {
    const slots = slotsOf(one);
    const failed = slots.run(() => Promise.reject(new Error("broken")), request, signal);
    await expect(soon(failed)).rejects.toThrow("broken");
    const refused = slots.run(() => Promise.resolve("ran"), request, AbortSignal.abort("stop"));
    await expect(soon(refused)).rejects.toBe("stop");
    expect(await soon(slots.run(() => Promise.resolve("ran"), request, signal))).toBe("ran");
  });

  it("are all given to what asks for more than the machine has", async () => {
    const slots = slotsOf(one);
    const huge = { resources: { cpus: 64, memoryBytes: 2 ** 60, gpus: 8 }, priority: 1 };
    expect(await soon(slots.run(() => Promise.resolve("ran"), huge, signal))).toBe("ran");
    expect(await soon(slots.run(() => Promise.resolve("ran"), huge, signal))).toBe("ran");
  });

  it("are given to several small ones where a large one ends", async () => {
    const slots = slotsOf({ ...one, cpus: 3, memoryBytes: 9, gpus: 9 });
    const large = { resources: { ...one, cpus: 3 }, priority: 1 };
    let finish: (() => void) | undefined;
    void slots.run(() => new Promise<void>((resolve) => (finish = resolve)), large, signal);
    let running = 0;
    const small = [1, 2, 3].map(() =>
      slots.run(
        async () => {
          running += 1;
          while (running < 3) await new Promise((resolve) => setImmediate(resolve));
        },
        request,
        signal,
      ),
    );
    await soon(Promise.resolve());
    finish?.();
    expect(await soon(Promise.all(small))).not.toBe("pending");
  });
});
