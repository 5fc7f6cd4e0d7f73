import { renameSync, rmSync } from "node:fs";
import { join } from "node:path";
import { Problem } from "../common/problem.mjs";
import { unpackWheel } from "../common/wheel.mjs";

/** Python's package with TensorFlow's library for the processor; a wheel of 274 MB. */
const WHEEL = {
  requirement: "tensorflow-cpu==2.21.0",
  file: "tensorflow_cpu-2.21.0-cp311-cp311-manylinux_2_27_x86_64.whl",
  sha256: "2b847d217b02ee7731ed91431daf3250daa0196c3c94614d23be27232e6e5b6c",
  platform: ["--platform=manylinux_2_27_x86_64", "--python-version=3.11", "--implementation=cp"],
};

/** What of it the binding needs: two libraries of 853 MB, and the headers that it includes. */
const PARTS = [
  "tensorflow/libtensorflow_cc.so.2",
  "tensorflow/libtensorflow_framework.so.2",
  "tensorflow/include/tensorflow/c/",
  "tensorflow/include/tensorflow/core/platform/ctstring",
  "tensorflow/include/tsl/platform/ctstring",
  "tensorflow/include/xla/tsl/c/",
];

/**
 * Downloads TensorFlow's library with pip, checks its sha256, and unpacks what the binding needs.
 *
 * @param folder - Gets a folder `tensorflow`; the wheel itself is removed afterwards.
 * @returns The path of that folder.
 * @throws Problem on another kind of machine, or if pip fails
 */
export function downloadTensorFlow(folder) {
  if (process.platform !== "linux" || process.arch !== "x64") {
    throw new Problem(
      `there is a library to download for linux x64, and this is ${process.platform} ${process.arch}`,
      "Give one with --tensorflow DIR.",
    );
  }
  const hint =
    "Install Python and pip (apt-get install python3-pip), or give a library with --tensorflow DIR.";
  const download = join(folder, "download");
  unpackWheel(WHEEL, PARTS, download, hint);
  const unpacked = join(folder, "tensorflow");
  renameSync(join(download, "tensorflow"), unpacked);
  rmSync(download, { recursive: true });
  return unpacked;
}
