import { spawn } from "node:child_process";
import { once } from "node:events";
import { readFileSync, readdirSync, utimesSync, writeFileSync } from "node:fs";
import { scratchDirectory } from "@fairline/testing";
import { describe, expect, it, vi } from "vitest";
import { realDisk } from "../../src/disk.ts";
import { layoutOf } from "../../src/layout.ts";
import type { Layout } from "../../src/layout.ts";
import { Leases } from "../../src/actions/leases.ts";
import { identify } from "../../src/actions/process-identity.ts";

function makeLayout(): Layout {
  const layout = layoutOf(scratchDirectory());
  realDisk.makeDirectory(layout.leases);
  realDisk.makeDirectory(layout.temporary);
  return layout;
}

const self = identify();
/** Greater than any process number that Linux gives. */
const nobody = 2 ** 22 + 1;

describe("a lease", () => {
  it("is held by one at a time", () => {
    const layout = makeLayout();
    const mine = new Leases(layout, realDisk);
    const lease = mine.take("k");
    expect(lease).toBeDefined();
    expect(mine.take("k")).toBeUndefined();
    expect(new Leases(layout, realDisk).take("k")).toBeUndefined();
    expect(mine.take("other")).toBeDefined();

    lease?.release();
    expect(new Leases(layout, realDisk).take("k")).toBeDefined();
  });

  it("tells its holder", () => {
    const layout = makeLayout();
    const leases = new Leases(layout, realDisk);
    const lease = leases.take("k");
    expect(leases.holder("k")).toMatchObject(self);
    expect(leases.live()).toEqual(["k"]);
    lease?.release();
    expect(leases.holder("k")).toBeUndefined();
    expect(leases.live()).toEqual([]);
  });

  it.each([
    ["whose process has ended", { ...self, pid: nobody }],
    ["whose process number is another's now", { ...self, started: "1" }],
    ["from before the machine was started anew", { ...self, boot: "another-boot" }],
  ])("is broken where it is of a holder %s", (_name, identity) => {
    const layout = makeLayout();
    expect(new Leases(layout, realDisk, { identity }).take("k")).toBeDefined();
    const mine = new Leases(layout, realDisk);
    expect(mine.holder("k")).toBeUndefined();
    expect(mine.take("k")).toBeDefined();
    expect(mine.holder("k")).toMatchObject(self);
  });

  it("is broken where its file cannot be read", () => {
    const layout = makeLayout();
    writeFileSync(layout.lease("k"), "{");
    expect(new Leases(layout, realDisk).take("k")).toBeDefined();
  });

  it("is broken after its holder was killed", async () => {
    const layout = makeLayout();
    const child = spawn(process.execPath, ["-e", "setInterval(() => {}, 1000)"]);
    await once(child, "spawn");
    const identity = identify(child.pid);
    expect(new Leases(layout, realDisk, { identity }).take("k")).toBeDefined();
    const mine = new Leases(layout, realDisk);
    expect(mine.take("k")).toBeUndefined();
    child.kill("SIGKILL");
    await once(child, "exit");
    expect(mine.take("k")).toBeDefined();
  });

  it("of a live process survives any jump of the clock", () => {
    const layout = makeLayout();
    new Leases(layout, realDisk).take("k");
    const other = new Leases(layout, realDisk);
    vi.useFakeTimers({ toFake: ["Date"] });
    try {
      for (const year of [1980, 2100]) {
        vi.setSystemTime(new Date(year, 0, 1));
        utimesSync(layout.lease("k"), new Date(year, 0, 1), new Date(year, 0, 1));
        expect(other.take("k")).toBeUndefined();
      }
    } finally {
      vi.useRealTimers();
    }
  });

  it("of another machine is broken a minute after its last heartbeat, by a clock of our own", () => {
    const layout = makeLayout();
    let now = 0;
    const identity = { ...self, host: "elsewhere" };
    const theirs = new Leases(layout, realDisk, { identity });
    theirs.take("k");
    const mine = new Leases(layout, realDisk, { monotonic: () => now });
    expect(mine.take("k")).toBeUndefined();
    now = 59_000;
    expect(mine.take("k")).toBeUndefined();
    // A heartbeat, on a machine whose clock stands years behind.
    utimesSync(layout.lease("k"), 1, 1);
    now = 118_000;
    expect(mine.take("k")).toBeUndefined();
    now = 177_000;
    expect(mine.take("k")).toBeUndefined();
    now = 178_001;
    expect(mine.take("k")).toBeDefined();
  });

  it("of another container on the same machine is judged by its heartbeat, not by its number", () => {
    const layout = makeLayout();
    const identity = { ...self, namespace: "pid:[1]", pid: nobody };
    new Leases(layout, realDisk, { identity }).take("k");
    expect(new Leases(layout, realDisk).take("k")).toBeUndefined();
  });

  it("is not taken away from the one who broke it, when its first holder gives it up late", () => {
    const layout = makeLayout();
    const first = new Leases(layout, realDisk, { identity: { ...self, pid: nobody } });
    const late = first.take("k");
    const second = new Leases(layout, realDisk);
    second.take("k");
    late?.release();
    expect(second.holder("k")).toMatchObject(self);
  });

  it("leaves no file behind", () => {
    const layout = makeLayout();
    const leases = new Leases(layout, realDisk);
    leases.take("a")?.release();
    leases.take("b")?.release();
    expect(readdirSync(layout.leases)).toEqual([]);
    expect(readdirSync(layout.temporary)).toEqual([]);
  });

  it("shows a heartbeat while it is held", () => {
    vi.useFakeTimers({ toFake: ["setInterval", "clearInterval", "Date"] });
    try {
      const layout = makeLayout();
      vi.setSystemTime(new Date(2001, 0, 1));
      const touched: string[] = [];
      const disk = { ...realDisk, touch: (path: string) => void touched.push(path) };
      const lease = new Leases(layout, disk).take("k");
      vi.advanceTimersByTime(11_000);
      expect(touched).toEqual([layout.lease("k"), layout.lease("k")]);
      lease?.release();
      vi.advanceTimersByTime(11_000);
      expect(touched).toHaveLength(2);
    } finally {
      vi.useRealTimers();
    }
  });

  it("file says who holds it, for people", () => {
    const layout = makeLayout();
    new Leases(layout, realDisk).take("k");
    const text: unknown = JSON.parse(readFileSync(layout.lease("k"), "utf8"));
    expect(text).toMatchObject({ host: self.host, pid: process.pid });
  });
});
