import { angles } from "./elementwise/angle.ts";
import { cast } from "./elementwise/cast.ts";
import { convolutions } from "./spatial/convolution.ts";
import { depthwiseConvolutions } from "./spatial/depthwise.ts";
import { arithmetic } from "./elementwise/arithmetic.ts";
import { indexing } from "./array/indexing.ts";
import type { KernelTable } from "./kernel.ts";
import { logic } from "./elementwise/logic.ts";
import { matrices } from "./dense/matrix.ts";
import { normalization } from "./dense/normalization.ts";
import { pooling } from "./spatial/pooling.ts";
import { reductions } from "./reduction/reduction.ts";
import { resizing } from "./spatial/resizing.ts";
import { cumulative } from "./reduction/cumulative.ts";
import { shapes } from "./array/shape.ts";
import { slicing } from "./array/slicing.ts";

/** Every kernel of TensorFlow.js that can be compiled, by its name. */
export const KERNELS: KernelTable = {
  ...angles,
  ...arithmetic,
  ...cast,
  ...convolutions,
  ...cumulative,
  ...depthwiseConvolutions,
  ...indexing,
  ...logic,
  ...matrices,
  ...normalization,
  ...pooling,
  ...reductions,
  ...resizing,
  ...shapes,
  ...slicing,
};
