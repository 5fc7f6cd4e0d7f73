import type { Candidate, EagerBackend } from "../backend.ts";
import { tensorFlowCandidate } from "./library.ts";

/** TensorFlow's C library on an NVIDIA GPU, through `@tensorflow/tfjs-node-gpu`, if that is installed. */
export const cuda: Candidate<EagerBackend> = tensorFlowCandidate({
  name: "cuda",
  packageName: "@tensorflow/tfjs-node-gpu",
  onGpu: true,
  from: import.meta.url,
});
