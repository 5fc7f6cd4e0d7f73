import { expect, it, vi } from "vitest";

const loaded = vi.hoisted(() => ({ names: [] as string[] }));
vi.mock("@fairline/arrow", (importOriginal) => {
  loaded.names.push("arrow");
  return importOriginal();
});
vi.mock("@fairline/model", (importOriginal) => {
  loaded.names.push("model");
  return importOriginal();
});

it("names its metrics before Arrow or a model is loaded", async () => {
  // Another file in the same process may have loaded them.
  vi.resetModules();
  const { groupsStage } = await import("@fairline/evaluate");
  const metrics = (params: object) => groupsStage.metrics?.(groupsStage.params.parse(params)) ?? [];
  const named = (name: string): unknown => expect.objectContaining({ name });
  expect(metrics({})).toContainEqual(named("demographic_parity_difference"));
  expect(metrics({})).not.toContainEqual(named("fairlearn:demographic_parity_difference"));
  expect(metrics({ convention: "fairlearn" })).toContainEqual(
    named("fairlearn:demographic_parity_difference"),
  );
  expect(metrics({})).toContainEqual({ name: "accuracy", range: [0, 1], limit: null });
  expect(metrics({})).toContainEqual({ name: "accuracy_ratio", range: [0, 1], limit: "min" });
  expect(metrics({})).toContainEqual({
    name: "differential_fairness",
    range: [0, Infinity],
    limit: "max",
  });
  expect(loaded.names).toEqual([]);

  const table = { read: () => Promise.reject(new Error("read")) };
  await expect(
    groupsStage.run({ inputs: { data: table }, params: {}, context: undefined! }),
  ).rejects.toThrow("read");
  expect(loaded.names.toSorted()).toEqual(["arrow", "model"]);
});
