import { mkdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { run } from "./command.mjs";

const UNPACK = `import sys, zipfile
wheel = zipfile.ZipFile(sys.argv[1])
wheel.extractall(sys.argv[2], [m for m in wheel.namelist() if m.startswith(tuple(sys.argv[3:]))])`;

/**
 * A wheel of one of Python's packages.
 *
 * @typedef {object} Wheel
 * @property {string} requirement - With its version: "tensorflow-cpu==2.21.0".
 * @property {string} file - Its name.
 * @property {string} sha256
 * @property {string[]} platform - Options by which pip finds it on a machine of another kind.
 */

/**
 * Downloads a wheel with pip, checks its sha256, unpacks parts of it, and removes the wheel.
 *
 * @param {Wheel} wheel
 * @param {string[]} parts - Beginnings of the paths of what is unpacked.
 * @param {string} folder - What was there is removed; gets the parts.
 * @throws Problem if Python or pip is missing or fails; its hint is the one given
 */
export function unpackWheel({ requirement, file, sha256, platform }, parts, folder, hint) {
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  const requirements = join(folder, "requirements.txt");
  writeFileSync(requirements, `${requirement} --hash=sha256:${sha256}\n`);
  const options = ["--no-deps", "--only-binary=:all:", "--require-hashes", "--no-cache-dir", "-q"];
  run(
    "pip",
    [
      ...["python3", "-m", "pip", "download", ...options, ...platform],
      ...["-d", folder, "-r", requirements],
    ],
    { hint },
  );
  const path = join(folder, file);
  run("unpacking", ["python3", "-c", UNPACK, path, folder, ...parts], { hint });
  rmSync(path);
  rmSync(requirements);
}
