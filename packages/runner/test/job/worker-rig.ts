import { readFileSync } from "node:fs";
import { expect, vi } from "vitest";
import type { Instance } from "@fairline/plan";
import { fixtureWorker } from "../built.ts";
import { fakeStage, hostOf, instance, makeWorld } from "../rig.ts";
import type { World } from "../rig.ts";

/** An instance of one of the fixture's stages; what runs here is never called. */
export function remote(
  id: string,
  what: string,
  text = id,
  more: Partial<Instance> = {},
): Instance {
  const stage = fakeStage(`w/${what}`, { run: () => ({}) });
  return instance(id, { stage, params: { text }, more });
}

export function worldOfWorkers(): Promise<World> {
  return makeWorld(hostOf({ worker: fixtureWorker }));
}

export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return !readFileSync(`/proc/${String(pid)}/stat`, "utf8").includes(") Z ");
  } catch {
    return false;
  }
}

export async function untilDead(pid: number): Promise<void> {
  await vi.waitFor(() => {
    expect(isAlive(pid)).toBe(false);
  });
}
