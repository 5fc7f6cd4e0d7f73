import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, it, vi } from "vitest";

const loaded = vi.hoisted(() => ({ arrow: false }));
vi.mock("@fairline/arrow", (importOriginal) => {
  loaded.arrow = true;
  return importOriginal();
});

const about = {
  task: "binary",
  positive: null,
  label: null,
  source: null,
  attributes: [],
  splits: {},
  intervals: { method: "none", level: 0.95, replicates: 0 },
  model: null,
  details: null,
} as const;

it("loads Arrow only to write an artifact, not at start-up and not to read one", async () => {
  // Another file in the same process may have loaded it.
  vi.resetModules();
  const { metricsCodec, metricsFromJson, metricsToJson } = await import("@fairline/metrics");
  expect(metricsFromJson(metricsToJson({ rows: [], about }), "x").rows).toEqual([]);
  expect(loaded.arrow).toBe(false);

  const folder = await mkdtemp(join(tmpdir(), "fairline-metrics-"));
  await metricsCodec.write({ rows: [], about }, join(folder, "m"));
  await rm(folder, { recursive: true });
  expect(loaded.arrow).toBe(true);
});
