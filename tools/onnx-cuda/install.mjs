/**
 * Adds to ONNX Runtime its part for NVIDIA GPUs, which the backend onnx-cuda needs, from Python's package of the same version:
 * the one for CUDA 13, where onnxruntime-node's own installer downloads that for CUDA 12 from another host.
 *
 * See docs/guide/compute/gpu.md.
 */
import { copyFileSync, existsSync, mkdtempSync, rmSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { dirname, join, resolve } from "node:path";
import { parseArgs } from "node:util";
import { Problem } from "../common/problem.mjs";
import { unpackWheel } from "../common/wheel.mjs";

const USAGE = `node tools/onnx-cuda/install.mjs [--project DIR]

  --project DIR  The project whose node_modules has onnxruntime-node. Left out: this checkout.`;

/** 235 MB. */
const WHEEL = {
  requirement: "onnxruntime-gpu==1.30.0",
  file: "onnxruntime_gpu-1.30.0-cp312-cp312-manylinux_2_28_x86_64.whl",
  sha256: "6acc0f4b3d5ac5f2984432faa59dd8fcce6775f8b43a7140afa0f322c7a703b1",
  platform: ["--platform=manylinux_2_28_x86_64", "--python-version=3.12", "--implementation=cp"],
};

/** The provider, 272 MB, and what it and the runtime call each other through. */
const LIBRARIES = ["libonnxruntime_providers_cuda.so", "libonnxruntime_providers_shared.so"];

/** Where a project's onnxruntime-node looks for libraries. @throws Problem if it is missing or of another version */
function librariesFolder(project) {
  const require = createRequire(join(project, "package.json"));
  let manifest;
  try {
    manifest = require.resolve("onnxruntime-node/package.json");
  } catch {
    throw new Problem(`${project} has no onnxruntime-node`, "Run npm ci there first.");
  }
  const { version } = require(manifest);
  const wanted = WHEEL.requirement.split("==")[1];
  if (version !== wanted) {
    throw new Problem(
      `onnxruntime-node is ${version}, and this adds a part of ${wanted}`,
      `Install onnxruntime-node ${wanted}.`,
    );
  }
  return join(dirname(manifest), "bin/napi-v6/linux/x64");
}

function main() {
  const { project, help } = parse();
  if (help) return void console.log(USAGE);
  if (process.platform !== "linux" || process.arch !== "x64") {
    throw new Problem(
      `there is a part for linux x64, and this is ${process.platform} ${process.arch}`,
      "Use onnx-webgpu, which runs on GPUs of any maker.",
    );
  }
  const into = librariesFolder(resolve(project ?? join(import.meta.dirname, "../..")));
  if (LIBRARIES.every((name) => existsSync(join(into, name)))) {
    return void console.log(`there already: ${LIBRARIES.join(", ")} in ${into}`);
  }
  const unpacked = mkdtempSync(join(tmpdir(), "fairline-onnx-cuda-"));
  try {
    const parts = LIBRARIES.map((name) => `onnxruntime/capi/${name}`);
    const hint = "Install Python and pip: apt-get install python3-pip.";
    unpackWheel(WHEEL, parts, unpacked, hint);
    for (const [i, part] of parts.entries()) {
      copyFileSync(join(unpacked, part), join(into, LIBRARIES[i]));
    }
  } finally {
    rmSync(unpacked, { recursive: true, force: true });
  }
  console.log(`added ${LIBRARIES.join(", ")}
to    ${into}

The backend onnx-cuda loads them with CUDA 13 and cuDNN 9: see fairline doctor.`);
}

function parse() {
  try {
    const options = { project: { type: "string" }, help: { type: "boolean", default: false } };
    return parseArgs({ options }).values;
  } catch (error) {
    throw new Problem(error.message, USAGE);
  }
}

try {
  main();
} catch (error) {
  if (!(error instanceof Problem)) throw error;
  console.error(`error: ${error.message}\n${error.hint}`);
  process.exitCode = 1;
}
