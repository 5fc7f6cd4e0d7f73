import { expect, test } from "vitest";
import { stageLocation } from "../../src/session/stage-location.ts";

test("counts lines and columns from 1, and names the file relative to a folder", () => {
  const texts = new Map([["/p/a.yaml", "stages:\n  train: {}\n"]]);
  const location = { file: "/p/a.yaml", range: { offset: 10, length: 5 } };
  expect(stageLocation({ location }, texts, "/p")).toEqual({ file: "a.yaml", line: 2, column: 3 });
});
