/**
 * Prints how large an installed `@fairline/cli` is, and the packages that hold the most of it.
 *
 *   npm run build && node tools/install-size.mjs
 */
import { mkdtempSync, readdirSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { installPacked } from "./common/packed-install.mjs";
import { megabytes, printTable } from "./common/table.mjs";

const SHOWN = 8;
const folder = mkdtempSync(join(tmpdir(), "fairline-size-"));
try {
  const { project } = installPacked(folder);
  const modules = join(project, "node_modules");
  const packages = packagesIn(modules).map((name) => ({
    name,
    bytes: bytesIn(join(modules, name)),
  }));
  const own = packages.filter(({ name }) => name.startsWith("@fairline/"));
  const sum = (some) => some.reduce((total, { bytes }) => total + bytes, 0);
  const rows = [
    { name: `all ${packages.length} packages`, bytes: sum(packages) },
    { name: `ours, ${own.length} of them`, bytes: sum(own) },
    ...packages
      .filter((each) => !own.includes(each))
      .sort((a, b) => b.bytes - a.bytes)
      .slice(0, SHOWN),
  ];
  printTable(
    "What an installation holds",
    ["package", "size"],
    rows.map(({ name, bytes }) => ({ package: name, size: megabytes(bytes / 1e6) })),
  );
  const platforms = join(modules, "onnxruntime-node/bin/napi-v6");
  printTable(
    "ONNX Runtime's binaries",
    ["platform", "size"],
    readdirSync(platforms).flatMap((system) =>
      readdirSync(join(platforms, system)).map((processor) => ({
        platform: `${system}/${processor}`,
        size: megabytes(bytesIn(join(platforms, system, processor)) / 1e6),
      })),
    ),
  );
} finally {
  rmSync(folder, { recursive: true });
}

/** Names of the packages in a `node_modules`, those with a scope too. */
function packagesIn(modules) {
  return readdirSync(modules)
    .filter((name) => !name.startsWith("."))
    .flatMap((name) =>
      name.startsWith("@")
        ? readdirSync(join(modules, name)).map((inner) => `${name}/${inner}`)
        : [name],
    );
}

function bytesIn(folder) {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .reduce((total, { parentPath, name }) => total + statSync(join(parentPath, name)).size, 0);
}
