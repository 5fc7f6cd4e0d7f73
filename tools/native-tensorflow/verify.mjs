/** Loads a built package by itself and prints what it says of its library, as JSON. */
import { createRequire } from "node:module";
import { join } from "node:path";

const [into, packageName] = process.argv.slice(2);
const tf = createRequire(join(into, "package.json"))(packageName);
const { binding, isUsingGpuDevice } = tf.findBackend("tensorflow");
console.log(JSON.stringify({ tensorflow: binding.TF_Version, gpu: isUsingGpuDevice }));
