import { existsSync, readFileSync, readdirSync } from "node:fs";
import { basename, join } from "node:path";

/**
 * What stages lack: a section of the package's README whose heading has the stage's name, and a test `<name>.stage.test.ts`.
 *
 * @param {string} root - The checkout.
 * @returns {string[]} One line a problem.
 */
export function stageProblems(root) {
  return readdirSync(join(root, "packages")).flatMap((name) => {
    const folder = join(root, "packages", name);
    const readme = join(folder, "README.md");
    const headings =
      (existsSync(readme) ? readFileSync(readme, "utf8") : "").match(/^#+ .*$/gm) ?? [];
    const tests = filesBelow(join(folder, "test")).map((file) => basename(file));
    return filesBelow(join(folder, "src"))
      .filter((file) => file.endsWith(".stage.ts"))
      .flatMap((file) => {
        const stage = `${name}/${basename(file, ".stage.ts")}`;
        const lacks = [];
        const words = headings.flatMap((heading) => heading.split(/[\s`,]+/));
        if (!words.includes(stage)) {
          lacks.push(`packages/${name}/README.md has no section "## ${stage}"`);
        }
        if (!tests.includes(`${basename(file, ".ts")}.test.ts`)) {
          lacks.push(`packages/${name}/test has no ${basename(file, ".ts")}.test.ts`);
        }
        return lacks;
      });
  });
}

function filesBelow(folder) {
  return existsSync(folder) ? readdirSync(folder, { recursive: true, encoding: "utf8" }) : [];
}
