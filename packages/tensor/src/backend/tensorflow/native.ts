import type { Candidate, EagerBackend } from "../backend.ts";
import { tensorFlowCandidate } from "./library.ts";

/** TensorFlow's C library on the processor, through `@tensorflow/tfjs-node`, if that is installed. */
export const native: Candidate<EagerBackend> = tensorFlowCandidate({
  name: "native",
  packageName: "@tensorflow/tfjs-node",
  onGpu: false,
  from: import.meta.url,
});
