import { statSync } from "node:fs";
import { join, relative } from "node:path";
import { scratchDirectory } from "@fairline/testing";
import { describe, expect, it } from "vitest";
import type { Plan } from "@fairline/plan";
import { openStore, realDisk } from "@fairline/store";
import type { Disk } from "@fairline/store";
import { runPlanWith } from "../../src/run-plan.ts";
import { sh } from "../job/command-rig.ts";
import { filesIn, measure } from "../observed.ts";
import { from, hostOf, instance, planOf, statuses } from "../rig.ts";

/** A disk that tells which files get their place before their bytes are on the medium. */
interface WatchedDisk {
  readonly disk: Disk;
  /** Where files were moved or linked to. */
  readonly placed: string[];
  /** Those of which not every byte had been brought to the medium. */
  readonly early: string[];
}

function watchedDisk(): WatchedDisk {
  const synced = new Set<string>();
  const [placed, early]: [string[], string[]] = [[], []];
  const place = (source: string, target: string): void => {
    const files = statSync(source).isDirectory() ? filesIn(source) : [source];
    for (const file of files) {
      const to = join(target, relative(source, file));
      placed.push(to);
      if (synced.has(file)) synced.add(to);
      else early.push(to);
    }
  };
  const disk: Disk = {
    ...realDisk,
    write: async (path, data) => {
      synced.delete(path);
      await realDisk.write(path, data);
    },
    writeSmall: (path, data) => {
      synced.delete(path);
      realDisk.writeSmall(path, data);
    },
    copy: async (source, target) => {
      synced.delete(target);
      await realDisk.copy(source, target);
    },
    sync: async (path) => {
      await realDisk.sync(path);
      synced.add(path);
    },
    rename: (source, target) => {
      place(source, target);
      realDisk.rename(source, target);
    },
    link: (source, target) => {
      place(source, target);
      realDisk.link(source, target);
    },
  };
  return { disk, placed, early };
}

function planWith(root: string, text: string): Plan {
  const publish = (port: string, path: string) => ({ publish: { [port]: join(root, path) } });
  return planOf(root, [
    instance("a", { params: { text }, more: publish("data", "out/a.txt") }),
    instance("m", { stage: measure, inputs: [from("a")], more: publish("metrics", "out/m") }),
    sh("tool", `echo ${text}; echo ${text} > tool/run; chmod +x tool/run`, {
      out: { tool: { kind: "file", path: "tool/" } },
    }),
  ]);
}

/** What need not be on the medium: leases are of processes that live, and directories of links are made again at need. */
const passing = /^\.fairline\/(leases|trees|tmp\/lease)\b/;

describe("a file of a store or of the working tree", () => {
  it("is brought to the medium before it gets its place", async () => {
    const root = scratchDirectory();
    const { disk, placed, early } = watchedDisk();
    for (const text of ["x", "longer"]) {
      const store = await openStore(join(root, ".fairline"), { disk });
      const plan = planWith(root, text);
      const options = {
        jobs: 1,
        onEvent: () => undefined,
        signal: new AbortController().signal,
      };
      const summary = await runPlanWith(plan, { store, host: hostOf(), options }, { disk });
      expect(statuses(summary)).toEqual({ ran: ["a", "m", "tool"] });
      await store.plans.write(plan.file, text);
    }
    const places = placed.map((path) => relative(root, path));
    for (const kind of [
      "format",
      "actions/",
      "objects/",
      "history/",
      "plans/",
      "stat-cache",
      "runs/",
    ]) {
      expect(
        places.some((path) => path.startsWith(`.fairline/${kind}`)),
        kind,
      ).toBe(true);
    }
    for (const path of ["out/a.txt", "out/m/metrics.json"]) expect(places).toContain(path);
    const lasting = early.map((path) => relative(root, path)).filter((path) => !passing.test(path));
    expect(lasting).toEqual([]);
  });
});
