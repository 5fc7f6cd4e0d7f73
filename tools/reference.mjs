// @ts-check
/**
 * Writes the reference pages: one per stage, the metrics, the methods of fairness, the command line and the JSON Schema of pipeline files. They depend
 * on the code alone.
 *
 *   node tools/reference.mjs --out docs/reference
 */
import { mkdir, readdir, rm, writeFile } from "node:fs/promises";
import { join, resolve } from "node:path";
import { parseArgs } from "node:util";
import { describeParams, documentedCommands, loadStages, paramsSchema } from "@fairline/cli";
import { CRITERIA, METRICS } from "@fairline/metrics";
import { pipelineSchema } from "@fairline/plan";
import { FAIRNESS_TERMS } from "@fairline/train";
import {
  commandLinePage,
  fairnessPage,
  indexPage,
  metricsPage,
  pageName,
  stagePage,
} from "./reference/pages.mjs";

const { values } = parseArgs({ options: { out: { type: "string", default: "docs/reference" } } });
const out = resolve(values.out);
const pages = await referencePages();
const folder = join(out, "stages");
await mkdir(folder, { recursive: true });
for (const name of await readdir(folder)) {
  if (name.endsWith(".md") && !pages.has(`stages/${name}`)) await rm(join(folder, name));
}
for (const [name, text] of pages) await writeFile(join(out, name), text);
console.log(`${String(pages.size)} pages written to ${out}`);

/** All pages by file name. */
async function referencePages() {
  const stages = await loadStages();
  const all = [...stages.values()];
  return new Map([
    ["README.md", indexPage(all)],
    ["command-line.md", commandLinePage(await documentedCommands())],
    ["fairness.md", fairnessPage(FAIRNESS_TERMS)],
    ["metrics.md", metricsPage(METRICS, CRITERIA)],
    ["pipeline.schema.json", `${JSON.stringify(pipelineSchema(stages), null, 2)}\n`],
    ...all.map(
      (stage) =>
        /** @type {const} */ ([
          `stages/${pageName(stage.name)}`,
          stagePage(stage, describeParams(paramsSchema(stage))),
        ]),
    ),
  ]);
}
