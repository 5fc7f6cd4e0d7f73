/**
 * Builds TensorFlow.js's binding to TensorFlow's C library from its own sources and makes Fairline find it, for
 * machines that cannot reach the host from which @tensorflow/tfjs-node downloads that library.
 *
 * See docs/guide/compute/native-tensorflow.md.
 */
import { existsSync } from "node:fs";
import { homedir } from "node:os";
import { join, resolve } from "node:path";
import { parseArgs } from "node:util";
import { buildBinding, installPackages, isBuilt } from "./binding.mjs";
import { run } from "../common/command.mjs";
import { checkVersion, libraryIn, pythonTensorFlow } from "./library.mjs";
import { linkPackage } from "./link.mjs";
import { Problem } from "../common/problem.mjs";
import { downloadTensorFlow } from "./wheel.mjs";

const USAGE = `node tools/native-tensorflow/build.mjs [options]

  --tensorflow DIR  TensorFlow's library and headers: Python's tensorflow package or an unpacked libtensorflow
                    archive. Left out: what python3 has installed, or else a download of tensorflow-cpu 2.21.0.
  --gpu             Build @tensorflow/tfjs-node-gpu instead; nothing is downloaded for it.
  --into DIR        Where to build and keep everything, 1.2 GB. Left out: fairline/native-tensorflow in the
                    user's cache folder.
  --project DIR     The project whose node_modules gets a link to the result. Left out: this checkout.`;

function parse() {
  const string = { type: "string" };
  try {
    const { values } = parseArgs({
      options: {
        tensorflow: string,
        into: string,
        project: string,
        gpu: { type: "boolean", default: false },
        help: { type: "boolean", default: false },
      },
    });
    return values;
  } catch (error) {
    throw new Problem(error.message, USAGE);
  }
}

/** The folder with the library: given, installed for Python, downloaded before, or downloaded now. */
function tensorFlowFolder(given, into, gpu) {
  if (given !== undefined) return resolve(given);
  const installed = pythonTensorFlow();
  if (installed !== undefined) return installed;
  if (gpu) {
    throw new Problem(
      "no TensorFlow was found for --gpu, and none is downloaded for it",
      "Install one with its CUDA libraries, python3 -m pip install 'tensorflow[and-cuda]==2.21.0', or give --tensorflow DIR.",
    );
  }
  const downloaded = join(into, "tensorflow");
  return existsSync(downloaded) ? downloaded : downloadTensorFlow(into);
}

function main() {
  const { tensorflow, into: folder, project, gpu, help } = parse();
  if (help) return void console.log(USAGE);
  if (process.platform !== "linux") {
    throw new Problem(
      `this tool builds on Linux, and this is ${process.platform}`,
      "Run it on Linux.",
    );
  }
  const cache = process.env["XDG_CACHE_HOME"] ?? join(homedir(), ".cache");
  const into = resolve(folder ?? join(cache, "fairline/native-tensorflow"));
  const packageName = gpu ? "@tensorflow/tfjs-node-gpu" : "@tensorflow/tfjs-node";

  const library = libraryIn(tensorFlowFolder(tensorflow, into, gpu));
  console.log(`library  ${library.main}`);
  if (!isBuilt(into, packageName, library)) {
    checkVersion(library);
    installPackages(into);
    buildBinding(into, packageName, library);
  }
  console.log(`binding  ${packageName}, in ${into}`);
  const said = run(
    "loading the binding",
    [process.execPath, join(import.meta.dirname, "verify.mjs"), into, packageName],
    {
      env: { ...process.env, TF_CPP_MIN_LOG_LEVEL: "2" },
      hint: `Remove ${into} and run this again.`,
    },
  );
  const loaded = JSON.parse(said);
  console.log(
    `loads    TensorFlow ${loaded.tensorflow}, ${loaded.gpu ? "on a GPU" : "on the processor"}`,
  );
  const link = linkPackage(
    into,
    packageName,
    resolve(project ?? join(import.meta.dirname, "../..")),
  );
  console.log(`linked   ${link}`);
  console.log(
    `\nFairline's backend "${gpu ? "cuda" : "native"}" finds it there: see fairline doctor.`,
  );
}

try {
  main();
} catch (error) {
  if (!(error instanceof Problem)) throw error;
  console.error(`error: ${error.message}\n${error.hint}`);
  process.exitCode = 1;
}
