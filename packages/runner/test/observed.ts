import { readdirSync } from "node:fs";
import { join } from "node:path";
import { z } from "zod";
import type { RunEvent } from "../src/event.ts";
import { fakeStage } from "./rig.ts";

/** A stage that gives two figures in a directory. */
export const measure = fakeStage("test/measure", {
  params: z.strictObject({}),
  outputs: { metrics: { kind: "metrics", summary: "Figures." } },
  run: ({ inputs }) => ({
    metrics: [{ metric: "length", value: String(inputs["data"]).length }],
  }),
});

/** The paths of all files in a directory and below. */
export function filesIn(directory: string): string[] {
  const found = readdirSync(directory, { recursive: true, withFileTypes: true });
  return found.filter((f) => f.isFile()).map((f) => join(f.parentPath, f.name));
}

/** What a run warned of. */
export function warnings(events: readonly RunEvent[]): string[] {
  return events.flatMap((event) => (event.type === "warning" ? [event.message] : []));
}

/** Which instances started, and why. */
export function startReasons(events: readonly RunEvent[]): string[] {
  return events.flatMap((event) =>
    event.type === "instance-started" ? [`${event.instance}: ${event.reason}`] : [],
  );
}
