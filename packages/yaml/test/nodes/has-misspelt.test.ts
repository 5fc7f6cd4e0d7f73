import { hasMisspelt } from "@fairline/yaml";
import { expect, it } from "vitest";

const known = ["uses", "with", "in"];

it("takes an unknown key for the known one that is nearest to it", () => {
  expect(hasMisspelt(["user"], "uses", known)).toBe(true);
  expect(hasMisspelt(["wiht", "in"], "with", known)).toBe(true);
});

it("takes no known key for another, and no key for one that it is far from", () => {
  expect(hasMisspelt(["with", "in"], "uses", known)).toBe(false);
  expect(hasMisspelt(["publish"], "uses", known)).toBe(false);
  expect(hasMisspelt([], "uses", known)).toBe(false);
  expect(hasMisspelt(["user"], "with", known)).toBe(false);
});
