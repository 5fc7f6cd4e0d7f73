/* global AbortController */
// Runs one small plan on a store that other processes use too, for processes.test.ts. Plain JavaScript, since it
// runs by itself. Arguments: the working tree, a text that the first instances hold, and the number of the step on the
// disk before which it is killed, or -1. Prints a line an event.
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { runPlan } from "@fairline/runner";
import { openStore, realDisk } from "@fairline/store";

const [root, text, fatal] = process.argv.slice(2);

let steps = 0;
/** The disk, until the step that is the last of this process. */
const disk = Object.fromEntries(
  Object.entries(realDisk).map(([name, step]) => [
    name,
    (...args) => {
      if (steps === Number(fatal)) process.kill(process.pid, "SIGKILL");
      steps += 1;
      return step(...args);
    },
  ]),
);

const stage = {
  name: "test/join",
  summary: "Joins what it reads.",
  sources: [],
  params: {},
  inputs: {},
  outputs: {
    data: { kind: "table", summary: "Text." },
    folder: { kind: "metrics", summary: "Two files." },
  },
  seeded: false,
  computes: false,
  describesPipeline: false,
  run: async ({ inputs, params }) => {
    const data = `${Object.values(inputs).join("")}${params.text}\n`;
    return { data, folder: data };
  },
};

const instances = [];
for (let layer = 0; layer < 4; layer += 1) {
  for (let place = 0; place < 3; place += 1) {
    const id = `s${layer}${place}`;
    const above = layer === 0 ? [] : [place, (place + 1) % 3];
    instances.push({
      id,
      stage: id,
      point: {},
      work: {
        type: "stage",
        uses: stage.name,
        stage,
        module: undefined,
        params: { text: `${id}${text}` },
      },
      inputs: above.map((other) => ({
        port: `in${other}`,
        kind: "table",
        from: { type: "instance", id: `s${layer - 1}${other}`, port: "data" },
      })),
      needs: [],
      seed: "",
      resources: { cpus: 1, memoryBytes: 0, gpus: 0 },
      retry: 0,
      timeoutMs: undefined,
      env: [],
      publish: {},
      location: { file: "", range: { offset: 0, length: 0 } },
    });
  }
}

const codecs = new Map([
  [
    "table",
    {
      kind: "table",
      extension: ".txt",
      write: async (value, path) => writeFileSync(path, value),
      read: async (path) => readFileSync(path, "utf8"),
    },
  ],
  [
    "metrics",
    {
      kind: "metrics",
      extension: "",
      write: async (value, path) => {
        const { mkdirSync } = await import("node:fs");
        mkdirSync(path);
        writeFileSync(join(path, "a"), value);
        writeFileSync(join(path, "b"), `${value}b`);
      },
      read: async (path) => readFileSync(join(path, "a"), "utf8"),
    },
  ],
]);

const plan = {
  name: "processes",
  description: "",
  seed: 0,
  file: join(root, "pipeline.yaml"),
  text: "",
  otherTexts: {},
  params: {},
  instances,
  switchedOff: [],
  gates: [],
};
const host = {
  codecs,
  implementationOf: async () => "0".repeat(64),
  changedCodeOf: () => undefined,
  node: "20",
  readMetrics: async () => [],
  fetchFile: async () => "",
  worker: "in-process",
  backend: "cpu",
  env: {},
  clock: Date.now,
  packageVersions: () => ({}),
};
const summary = await runPlan(plan, await openStore(join(root, ".fairline"), { disk }), host, {
  jobs: 2,
  onEvent: (event) => {
    process.stdout.write(`${JSON.stringify(event)}\n`);
  },
  signal: new AbortController().signal,
});
process.exitCode = summary.exit;
