/** Who may import whom. Read it as: contract < kernel < stage < app; plan sees contract, expressions and YAML, store the contract, the runner those. */
const STAGES = "ingest|clean|rebalance|augment|train|postprocess|evaluate|report";
const KERNEL = "arrow|expression|yaml|numeric|metrics|tensor|trees|model";

module.exports = {
  forbidden: [
    {
      name: "no-cycles",
      severity: "error",
      from: {},
      to: { circular: true, viaOnly: { dependencyTypesNot: ["type-only"] } },
    },
    {
      name: "no-cycles-of-types",
      comment:
        "An implementation takes the type of its parameters from the definition that loads it. Nothing else goes round in a circle, not even by types.",
      severity: "error",
      from: {},
      to: { circular: true, viaOnly: { pathNot: "\\.(stage|step)\\.ts$" } },
    },
    {
      name: "resolvable",
      comment: "An import that resolves to nothing hides from every other rule.",
      severity: "error",
      from: {},
      to: { couldNotResolve: true },
    },
    {
      name: "front-door-only",
      comment:
        "Another package is entered through its src/index.ts, or through a door that loads less: see its package.json.",
      severity: "error",
      from: { path: "^packages/([^/]+)/" },
      to: {
        path: "^packages/([^/]+)/src/",
        pathNot: [
          "^packages/$1/",
          "/src/index\\.ts$",
          "^packages/(plan/src/(cache|graph)|store/src/(disk|upkeep)|runner/src/(run|worker))\\.ts$",
        ],
      },
    },
    {
      name: "contract-imports-nobody",
      severity: "error",
      from: { path: "^packages/core/src" },
      to: { path: "^packages/", pathNot: "^packages/core/" },
    },
    {
      name: "contract-imports-schema-library-only",
      comment: "Besides zod, core needs one small edit-distance function for its suggestions.",
      severity: "error",
      from: { path: "^packages/core/src" },
      to: { path: "node_modules/", pathNot: "node_modules/(zod|fastest-levenshtein)/" },
    },
    {
      name: "kernel-imports-contract-and-kernel",
      severity: "error",
      from: { path: `^packages/(${KERNEL})/src` },
      to: { path: "^packages/", pathNot: `^packages/(core|${KERNEL})/` },
    },
    {
      name: "stages-do-not-meet",
      comment: "Stages exchange files, not functions; what they share goes down to a kernel.",
      severity: "error",
      from: { path: `^packages/(${STAGES})/src` },
      to: { path: "^packages/", pathNot: ["^packages/$1/", `^packages/(core|${KERNEL})/`] },
    },
    {
      name: "definitions-stay-light",
      comment:
        "Stage definitions are read at start-up: what they load heavily, they load inside run().",
      severity: "error",
      from: { path: `^packages/(${STAGES})/src/.*\\.stage\\.ts$` },
      to: {
        path: "^packages/(arrow|numeric|tensor|trees|model|yaml)/",
        dependencyTypesNot: ["type-only", "dynamic-import"],
      },
    },
    {
      name: "expressions-see-the-contract-only",
      comment: "Planning imports them: what they loaded, every start would load.",
      severity: "error",
      from: { path: "^packages/expression/src" },
      to: { path: "^packages/", pathNot: "^packages/(core|expression)/" },
    },
    {
      name: "yaml-sees-the-contract-only",
      comment: "Planning and every stage that reads a file of its own import it.",
      severity: "error",
      from: { path: "^packages/yaml/src" },
      to: { path: "^packages/", pathNot: "^packages/(core|yaml)/" },
    },
    {
      name: "plan-sees-contract-expressions-and-yaml",
      severity: "error",
      from: { path: "^packages/plan/src" },
      to: { path: "^packages/", pathNot: "^packages/(core|expression|yaml|plan)/" },
    },
    {
      name: "store-sees-the-contract-only",
      severity: "error",
      from: { path: "^packages/store/src" },
      to: { path: "^packages/", pathNot: "^packages/(core|store)/" },
    },
    {
      name: "runner-sees-contract-plan-and-store",
      severity: "error",
      from: { path: "^packages/runner/src" },
      to: { path: "^packages/", pathNot: "^packages/(core|plan|store|runner)/" },
    },
    {
      name: "runner-knows-plans-by-type",
      comment:
        "A run of a plan that is known loads no parser and no schema of pipelines; the graph needs neither.",
      severity: "error",
      from: { path: "^packages/runner/src" },
      to: {
        path: "^packages/plan/",
        pathNot: "^packages/plan/src/graph\\.ts$",
        dependencyTypesNot: ["type-only"],
      },
    },
    {
      name: "folders-form-no-circle",
      comment:
        "Two folders that import each other are one room; files directly in src may stand on both sides.",
      severity: "error",
      scope: "folder",
      from: { path: "^packages/(plan|yaml|store|runner|report|cli)/src/[^/]+$" },
      to: { circular: true, path: "^packages/$1/src/[^/]+$" },
    },
    {
      name: "plans-ask-through-one-door",
      comment:
        "A cached plan is right because planning reads no file but through plan/src/trace, which notes it.",
      severity: "error",
      from: { path: "^packages/plan/src/", pathNot: "^packages/plan/src/trace/" },
      to: { path: "^(node:)?(fs|child_process|process|os|net|http)(/|$)" },
    },
    {
      name: "nobody-imports-the-app",
      severity: "error",
      from: { path: "^packages/([^/]+)/", pathNot: "^packages/cli/" },
      to: { path: "^packages/cli/" },
    },
    {
      name: "arrow-library-behind-one-door",
      severity: "error",
      from: { path: "^packages/", pathNot: ["^packages/arrow/src", "/test/"] },
      to: { path: "node_modules/apache-arrow/" },
    },
    {
      name: "tensor-libraries-behind-one-door",
      severity: "error",
      from: { path: "^packages/", pathNot: ["^packages/tensor/src", "/test/"] },
      to: { path: "node_modules/(@tensorflow/|onnxruntime-)" },
    },
    {
      name: "yaml-is-parsed-behind-one-door",
      comment:
        "What a person wrote is parsed where every value has its location. A report prints YAML and reads none.",
      severity: "error",
      from: { path: "^packages/", pathNot: ["^packages/(yaml|report)/src", "/test/"] },
      to: { path: "node_modules/yaml/" },
    },
    {
      name: "no-testing-in-src",
      severity: "error",
      from: { path: "^packages/[^/]+/src", pathNot: "^packages/testing/" },
      to: { path: "^packages/testing/" },
    },
  ],
  options: {
    doNotFollow: { path: "node_modules" },
    exclude: { path: "^packages/[^/]+/dist/" },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: "tsconfig.base.json" },
    enhancedResolveOptions: {
      exportsFields: ["exports"],
      conditionNames: ["@fairline/source", "import", "types", "node", "default"],
    },
  },
};
