import { angles } from "./angle.ts";
import { cast } from "./cast.ts";
import { convolutions } from "./convolution.ts";
import { depthwiseConvolutions } from "./depthwise.ts";
import { elementwise } from "./elementwise.ts";
import { indexing } from "./indexing.ts";
import type { KernelTable } from "./kernel.ts";
import { logic } from "./logic.ts";
import { matrices } from "./matrix.ts";
import { normalization } from "./normalization.ts";
import { pooling } from "./pooling.ts";
import { reductions } from "./reduction.ts";
import { resizing } from "./resizing.ts";
import { running } from "./running.ts";
import { shapes } from "./shape.ts";
import { windows } from "./window.ts";

/** Every kernel of TensorFlow.js that can be compiled, by its name. */
export const KERNELS: KernelTable = {
  ...angles,
  ...cast,
  ...convolutions,
  ...depthwiseConvolutions,
  ...elementwise,
  ...indexing,
  ...logic,
  ...matrices,
  ...normalization,
  ...pooling,
  ...reductions,
  ...resizing,
  ...running,
  ...shapes,
  ...windows,
};
