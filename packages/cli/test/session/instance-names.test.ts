import { FairlineError } from "@fairline/core";
import { expect, test } from "vitest";
import {
  findInstances,
  findOutput,
  instanceIds,
  withUpstream,
} from "../../src/session/instance-names.ts";
import { PLAN } from "../plan.ts";

const output = (name: string): string => {
  const { instance, port } = findOutput(PLAN, name);
  return `${instance.id} . ${port}`;
};

function said(find: () => unknown): string {
  try {
    find();
  } catch (error) {
    if (error instanceof FairlineError)
      return `${error.code}: ${error.message}. ${String(error.hint)}`;
  }
  throw new Error("it did not fail with a FairlineError");
}

test("takes a stage for all its instances, and part of a point for those that have it", () => {
  const ids = (name: string): string[] => findInstances(PLAN, name).map(({ id }) => id);
  expect(ids("train")).toHaveLength(4);
  expect(ids("train@strength=0.3")).toEqual([
    "train@seed=1,strength=0.3",
    "train@seed=2,strength=0.3",
  ]);
  expect(ids("train@strength=0.3,seed=2")).toEqual(["train@seed=2,strength=0.3"]);
  expect(instanceIds(PLAN, ["clean", "train@seed=1"])).toEqual([
    "clean",
    "train@seed=1,strength=0",
    "train@seed=1,strength=0.3",
  ]);
});

test("tells a port from the decimals of a point", () => {
  expect(output("clean")).toBe("clean . data");
  expect(output("clean.data")).toBe("clean . data");
  expect(output("train@seed=2,strength=0.3.model")).toBe("train@seed=2,strength=0.3 . model");
});

test("says what there is where a name means nothing, or several things", () => {
  expect(said(() => findInstances(PLAN, "trian"))).toMatchInlineSnapshot(
    `"OPTION_INVALID: there is no stage "trian" in toy. Did you mean "train"? The stages are: apart, clean, train, report."`,
  );
  expect(said(() => findInstances(PLAN, "train@seed=9"))).toMatchInlineSnapshot(
    `"OPTION_INVALID: stage "train" has no instance at seed=9. The instances are: train@seed=1,strength=0, train@seed=1,strength=0.3, train@seed=2,strength=0, train@seed=2,strength=0.3."`,
  );
  expect(said(() => output("train@seed=1,strength=0.3"))).toMatchInlineSnapshot(
    `"OPTION_INVALID: stage "train" has 2 outputs, and none is named. Name one: train@seed=1,strength=0.3.model, train@seed=1,strength=0.3.history."`,
  );
  expect(said(() => output("train@seed=1.model"))).toMatchInlineSnapshot(
    `"OPTION_INVALID: "train@seed=1.model" could mean 2 instances. The instances are: train@seed=1,strength=0, train@seed=1,strength=0.3."`,
  );
  expect(said(() => output("clean.dat"))).toMatchInlineSnapshot(
    `"OPTION_INVALID: stage "clean" has no output "dat". Did you mean "data"? The outputs are: data."`,
  );
});

test("takes upstream in, and everything where nothing is named", () => {
  expect([...withUpstream(PLAN, ["report"])].sort()).toEqual([
    "clean",
    "report",
    "train@seed=1,strength=0",
    "train@seed=2,strength=0.3",
  ]);
  expect(withUpstream(PLAN, []).size).toBe(PLAN.instances.length);
});
