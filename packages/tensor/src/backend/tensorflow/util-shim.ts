import module from "node:module";
import util from "node:util";

const SHIM = "fairline:util";

/** Node.js's `util`, and the two functions of it that TensorFlow.js 4.22's bindings call and newer Node.js lacks. */
const SOURCE = `module.exports = Object.create(require("node:util"), {
  isArray: { value: Array.isArray },
  isNullOrUndefined: { value: (value) => value === null || value === undefined },
});`;

/**
 * Loads a binding of TensorFlow.js 4.22 with a `util` that has `isNullOrUndefined` and `isArray`.
 *
 * Node.js 23 removed the first, and 22 warns of both. Only the modules below `folder` that are loaded meanwhile get
 * the other `util`; Node.js's own is not touched. Node.js before 22.15 has no such hooks, and needs none.
 *
 * @param folder - URL of the binding's package, with a slash at its end.
 * @param load - Requires the binding; must be synchronous.
 * @throws Error on Node.js 23.0 to 23.4, which lack both the functions and the hooks
 */
export function withOldUtil<T>(folder: string, load: () => T): T {
  if (!("registerHooks" in module)) {
    if ("isNullOrUndefined" in util) return load();
    throw new Error(`Node.js ${process.versions.node} lacks what it calls; 20, 22 and 24 work`);
  }
  const hooks = module.registerHooks({
    resolve(specifier, context, next) {
      const asks = specifier === "util" && context.parentURL?.startsWith(folder) === true;
      return asks
        ? { url: SHIM, format: "commonjs", shortCircuit: true }
        : next(specifier, context);
    },
    load(url, context, next) {
      if (url !== SHIM) return next(url, context);
      return { format: "commonjs", source: SOURCE, shortCircuit: true };
    },
  });
  try {
    return load();
  } finally {
    hooks.deregister();
  }
}
