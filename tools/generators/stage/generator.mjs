import { join } from "node:path";
import { formatFiles, generateFiles, joinPathFragments, readJson } from "@nx/devkit";
import { Problem } from "../../common/problem.mjs";
import { identifiers } from "../identifiers.mjs";
import { declareDependencies } from "./dependencies.mjs";
import { addExport, addRow, addSection } from "./text.mjs";

const summary = "Adds the share of rows that are in each row's group.";
const missingValues = "docs/guide/missing-values.md";

/**
 * Writes a stage that runs, to be changed: from a table to the table with one column more.
 *
 * @param {import("@nx/devkit").Tree} tree
 * @param {{ readonly stage: string }} options
 * @returns A function that says what is left to do.
 * @throws Problem if the package holds no stages, or has one of that name
 */
export async function stageGenerator(tree, { stage }) {
  const [folder, name] = stage.split("/");
  const root = joinPathFragments("packages", folder);
  requireStagePackage(tree, folder, root);
  if (tree.exists(join(root, `src/${name}.stage.ts`))) {
    throw new Problem(`there is a stage ${stage} already`, "Give it another name.");
  }
  const words = { stage, name, summary, ...identifiers(name) };
  generateFiles(tree, join(import.meta.dirname, "files"), root, words);
  change(tree, join(root, "src/index.ts"), (text) =>
    addExport(text, `export { ${words.camel}Stage } from "./${name}.stage.ts";`),
  );
  declareDependencies(tree, root);
  describe(tree, root, stage);
  await formatFiles(tree);
  return () => {
    console.log(`\nThe stage ${stage} runs. Next: "Add a stage" in CONTRIBUTING.md, from step 2.`);
  };
}

function requireStagePackage(tree, folder, root) {
  const isOfStages = (name) =>
    readJson(tree, `packages/${name}/package.json`).nx?.tags?.includes("layer:stage");
  const holders = tree.children("packages").filter(isOfStages);
  if (holders.includes(folder)) return;
  throw new Problem(`${root} holds no stages`, `Packages of stages are: ${holders.join(", ")}.`);
}

/** The stage in the package's README, and on the page on missing values. */
function describe(tree, root, stage) {
  const [, name] = stage.split("/");
  const section = `## ${stage}

\`\`\`yaml
stages:
  ${name}:
    uses: ${stage}
    in: clean
    with: { attributes: [sex] }
\`\`\`

${summary} The column is called \`${name}\`, or as \`into\` says, and has the role \`ignored\`. A row whose group is missing is an error.
`;
  change(tree, join(root, "README.md"), (text) =>
    addRow(addSection(text, section), stage, [`\`${stage}\``, sentence(summary)], {
      optional: true,
    }),
  );
  change(tree, missingValues, (text) =>
    addRow(text, stage, [`\`${stage}\``, "refuse", '`column "sex" is null in row 5`.']),
  );
}

/** A sentence as a cell of a table has it. */
function sentence(text) {
  return `${text[0].toLowerCase()}${text.slice(1).replace(/\.$/, "")}`;
}

function change(tree, file, edit) {
  tree.write(file, edit(tree.read(file, "utf8")));
}
