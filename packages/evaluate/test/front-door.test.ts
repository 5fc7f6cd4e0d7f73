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
  const { groupsStage } = await import("@fairline/evaluate");
  const names = groupsStage.metrics?.(groupsStage.params.parse({}));
  expect(names).toContain("demographic_parity_difference");
  expect(names).not.toContain("fairlearn:demographic_parity_difference");
  expect(groupsStage.metrics?.(groupsStage.params.parse({ convention: "fairlearn" }))).toContain(
    "fairlearn:demographic_parity_difference",
  );
  expect(loaded.names).toEqual([]);

  const table = { read: () => Promise.reject(new Error("read")) };
  await expect(
    groupsStage.run({ inputs: { data: table }, params: {}, context: undefined! }),
  ).rejects.toThrow("read");
  expect(loaded.names.toSorted()).toEqual(["arrow", "model"]);
});
