import { spawn } from "node:child_process";
import { once } from "node:events";
import { readFileSync, readdirSync } from "node:fs";
import { dirname, join } from "node:path";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import { scratchDirectory } from "@fairline/testing";
import fc from "fast-check";
import { beforeAll, describe, expect, it } from "vitest";
import { openStore } from "@fairline/store";
import { cacheVerify } from "@fairline/store/upkeep";
import type { RunEvent } from "../src/event.ts";
import { requireBuilt } from "./built.ts";

beforeAll(requireBuilt);

const fixture = join(dirname(fileURLToPath(import.meta.url)), "run-fixture.mjs");

interface Ended {
  readonly events: readonly RunEvent[];
  readonly code: number | null;
}

/** When a process is killed: after so many events that it told, or before a step on the disk. */
interface Death {
  readonly afterEvents?: number;
  readonly beforeStep?: number;
}

/** Runs the fixture's plan in a process of its own, to its end or to its death. */
async function runProcess(root: string, text: string, death: Death = {}): Promise<Ended> {
  const { afterEvents = Infinity, beforeStep = -1 } = death;
  const child = spawn(process.execPath, [fixture, root, text, String(beforeStep)], {
    stdio: ["ignore", "pipe", "inherit"],
  });
  const events: RunEvent[] = [];
  const lines = createInterface({ input: child.stdout });
  lines.on("line", (line) => {
    events.push(JSON.parse(line) as RunEvent);
    if (events.length === afterEvents) child.kill("SIGKILL");
  });
  const [[code]] = (await Promise.all([once(child, "exit"), once(lines, "close")])) as [
    [number | null],
    unknown,
  ];
  return { events, code };
}

function started(runs: readonly Ended[]): string[] {
  return runs.flatMap(({ events }) =>
    events.flatMap((event) => (event.type === "instance-started" ? [event.instance] : [])),
  );
}

/** What the last instance of the plan must give, worked out without a store. */
function expected(text: string): string {
  const layers: string[][] = [];
  for (let layer = 0; layer < 4; layer += 1) {
    const above = layers[layer - 1];
    layers.push(
      [0, 1, 2].map((place) => {
        const inputs = above === undefined ? "" : above[place]! + above[(place + 1) % 3]!;
        return `${inputs}s${String(layer)}${String(place)}${text}\n`;
      }),
    );
  }
  return layers[3]![0]!;
}

/** The text of the last instance, from the newest manifest. */
async function lastText(root: string): Promise<string> {
  const store = await openStore(join(root, ".fairline"));
  const { readRun } = await import("../src/record/runs.ts");
  const { instances } = await readRun(store, "latest");
  const output = instances.find(({ id }) => id === "s30")?.outputs["data"];
  return readFileSync(store.layout.object(output?.digest ?? ""), "utf8");
}

describe("several runs of one pipeline at once", () => {
  it.each([2, 8])(
    "(%i of them) do every stage once, and all end well",
    async (count) => {
      const root = scratchDirectory();
      const runs = await Promise.all(Array.from({ length: count }, () => runProcess(root, "x")));
      expect(runs.map(({ code }) => code)).toEqual(runs.map(() => 0));
      const ids = started(runs);
      expect(ids.toSorted()).toEqual([...new Set(ids)].toSorted());
      expect(new Set(ids).size).toBe(12);
      expect(await lastText(root)).toBe(expected("x"));
      expect((await cacheVerify(await openStore(join(root, ".fairline")))).damaged).toEqual([]);
    },
    120_000,
  );

  it("of which some are killed after any event never corrupt the store", async () => {
    const root = scratchDirectory();
    for (let round = 0; round < 4; round += 1) {
      const text = `r${String(round)}`;
      await Promise.all([
        runProcess(root, text, { afterEvents: 2 + round * 5 }),
        runProcess(root, text, { afterEvents: 3 + round * 7 }),
        runProcess(root, text),
      ]);
      const last = await runProcess(root, text);
      expect(last.code).toBe(0);
      expect(started([last])).toEqual([]);
      expect(await lastText(root)).toBe(expected(text));
    }
    const store = await openStore(join(root, ".fairline"));
    expect((await cacheVerify(store)).damaged).toEqual([]);
    const left = readdirSync(join(root, ".fairline/tmp")).filter((name) =>
      name.startsWith("session"),
    );
    expect(left).toEqual([]);
  }, 120_000);

  it("of which some are killed before any step on the disk never corrupt the store (property)", async () => {
    const root = scratchDirectory();
    let round = 0;
    const step = fc.nat({ max: 300 });
    await fc.assert(
      fc.asyncProperty(fc.tuple(step, step, step), async (steps) => {
        const text = `p${String((round += 1))}`;
        await Promise.all(steps.map((beforeStep) => runProcess(root, text, { beforeStep })));
        const last = await runProcess(root, text);
        expect(last.code).toBe(0);
        expect(await lastText(root)).toBe(expected(text));
        const again = await runProcess(root, text);
        expect(started([again])).toEqual([]);
        const store = await openStore(join(root, ".fairline"));
        expect((await cacheVerify(store)).damaged).toEqual([]);
      }),
      // Each trial goes on with the store of the last one, so there is nothing to shrink.
      { numRuns: 4, endOnFailure: true },
    );
  }, 180_000);
});
