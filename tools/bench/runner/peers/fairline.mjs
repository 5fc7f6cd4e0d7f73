import { join } from "node:path";
import { put } from "../world.mjs";

/** The command of this checkout, as it is built. */
export const cli = join(import.meta.dirname, "../../../../packages/cli/bin/fairline.js");

/** Stages of the kind `uses:`, in warm workers. */
export const fairlineTyped = {
  ...shared("fairline, typed stages"),
  typed: true,
  prepare(directory, stages) {
    const lines = stages.map(
      ({ name, input, upstream }) =>
        `  ${name}: { uses: "./copy-stage.mjs", with: { label: ${name} }, in: ${JSON.stringify(upstream ?? input)} }\n`,
    );
    put(directory, "copy-stage.mjs", copyStage);
    put(directory, "pipeline.yaml", `version: 1\nname: bench\nstages:\n${lines.join("")}`);
  },
};

/** Stages of the kind `cmd:`, one process each. */
export const fairlineCommand = {
  ...shared("fairline, commands"),
  prepare(directory, stages) {
    const lines = stages.map(
      ({ name, input, upstream, shell }) => `  ${name}:
    cmd: ${JSON.stringify(shell("${{ in.file }}", "${{ out.file }}"))}
    in: { file: ${JSON.stringify(upstream ?? input)} }
    out: { file: file.txt }
`,
    );
    put(directory, "pipeline.yaml", `version: 1\nname: bench\nstages:\n${lines.join("")}`);
  },
};

function shared(name) {
  return {
    name,
    version: ["node", cli, "--version"],
    caches: [".fairline/objects", ".fairline/actions", ".fairline/plans", ".fairline/history"],
    command: (jobs) => [
      "node",
      cli,
      "run",
      "pipeline.yaml",
      "-j",
      String(jobs),
      "--store",
      ".fairline",
    ],
    output: undefined,
  };
}

const copyStage = `import { copyFile } from "node:fs/promises";
import { join } from "node:path";
import { defineStage } from "${join(import.meta.dirname, "../../../../packages/core/dist/index.js")}";
import { z } from "${join(import.meta.dirname, "../../../../node_modules/zod/index.js")}";

export const copy = defineStage({
  name: "bench/copy",
  summary: "Copies a file.",
  params: z.strictObject({ label: z.string() }),
  inputs: { file: { kind: "file", summary: "The file." } },
  outputs: { file: { kind: "file", summary: "Its copy." } },
  async run({ inputs, context }) {
    const file = join(context.scratch, "file.txt");
    await copyFile(inputs.file, file);
    return { file };
  },
});
`;
