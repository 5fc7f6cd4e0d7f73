import { createRequire } from "node:module";
import type * as tfCore from "@tensorflow/tfjs-core";
import type * as tfLayers from "@tensorflow/tfjs-layers";

/**
 * Importing this module loads TensorFlow.js, in a quarter of the time that imports of its packages take: they are
 * CommonJS, and an import first searches all of a file for the names that it exports. The copy is the same, and the
 * types are those that the packages declare.
 */
const require = createRequire(import.meta.url);

/** TensorFlow.js's operations. */
export const core: typeof tfCore = require("@tensorflow/tfjs-core") as typeof tfCore;

/** Its layers. Loading them registers the gradients of all operations. */
export const layers: typeof tfLayers = require("@tensorflow/tfjs-layers") as typeof tfLayers;

/** Functions that its kernels use. */
export const backend_util: typeof core.backend_util = core.backend_util;

/** Functions that its kernels for slices use. */
export const slice_util: typeof core.slice_util = core.slice_util;

/** Functions that all of it uses. */
export const util: typeof core.util = core.util;
