import type { Device } from "./webgpu-dawn.ts";

/** Steps that may wait for the device. Enough to keep it busy; few enough that a cancelled run ends soon. */
const AHEAD = 4;

/**
 * Keeps the processor from running far ahead of the device: nothing else waits for it until losses are read, and every
 * step that is queued holds its batch in memory.
 *
 * @returns What to wait for after each step: at most {@link AHEAD} steps are then unfinished.
 */
export function pacer({ queue }: Device): () => Promise<void> {
  const unfinished: Promise<unknown>[] = [];
  return async () => {
    // Where the device is lost this rejects; the next computation or read says so.
    unfinished.push(queue.onSubmittedWorkDone().catch((error: unknown) => error));
    if (unfinished.length > AHEAD) await unfinished.shift();
  };
}
