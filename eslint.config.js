import eslint from "@eslint/js";
import prettier from "eslint-config-prettier";
import jsdoc from "eslint-plugin-jsdoc";
import { defineConfig } from "eslint/config";
import tseslint from "typescript-eslint";

const arrow = { group: ["apache-arrow"], message: "Only packages/arrow talks to Arrow." };
const tensors = {
  group: ["@tensorflow/*", "onnxruntime-*"],
  message: "Only packages/tensor talks to TensorFlow.js and ONNX Runtime.",
};
const files = {
  group: ["node:fs", "node:fs/*", "fs", "fs/*"],
  message: "Stages get values; the runner and the codecs do the files.",
};
const filesAllowed = [
  "packages/{arrow,metrics,model,tensor,ingest,report,plan,store,runner,cli,testing}/src/**/*.ts",
  // What training keeps for its next attempt, and what TensorBoard reads.
  "packages/train/src/{checkpoint,tensorboard/history-events}.ts",
];

export const config = defineConfig([
  { ignores: ["**/dist/", "**/node_modules/", "docs/reference/", "**/.fairline/"] },
  eslint.configs.recommended,
  {
    files: ["**/*.ts"],
    extends: [tseslint.configs.strictTypeChecked, tseslint.configs.stylisticTypeChecked],
    plugins: { jsdoc },
    languageOptions: {
      parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname },
    },
    rules: {
      "@typescript-eslint/no-non-null-assertion": "off",
      "@typescript-eslint/consistent-type-imports": "error",
      "@typescript-eslint/switch-exhaustiveness-check": [
        "error",
        { considerDefaultExhaustiveForUnions: true },
      ],
      "jsdoc/require-jsdoc": [
        "error",
        {
          publicOnly: true,
          require: { FunctionDeclaration: true, ClassDeclaration: true },
          contexts: [
            "TSInterfaceDeclaration",
            "TSTypeAliasDeclaration",
            "ExportNamedDeclaration > VariableDeclaration",
          ],
        },
      ],
      "max-lines": ["warn", { max: 300, skipBlankLines: true, skipComments: true }],
      "max-lines-per-function": ["warn", { max: 60, skipBlankLines: true, skipComments: true }],
      "max-params": ["warn", { max: 4 }],
      "no-restricted-imports": ["error", { patterns: [arrow, tensors, files] }],
      "no-restricted-properties": [
        "error",
        { object: "Math", property: "random", message: "Use the stage's seeded generator." },
        { object: "Date", property: "now", message: "Pass the clock in." },
        { object: "process", property: "env", message: "Only packages/cli reads the environment." },
      ],
      "no-console": "error",
      "no-restricted-syntax": [
        "error",
        { selector: "ExportDefaultDeclaration", message: "Name your exports." },
        { selector: "ExportAllDeclaration", message: "List your exports one by one." },
      ],
    },
  },
  {
    files: filesAllowed,
    rules: { "no-restricted-imports": ["error", { patterns: [arrow, tensors] }] },
  },
  {
    // Packages whose exports may have inferred types, for the sake of those of their schemas.
    files: [
      "packages/{ingest,clean,rebalance,augment,train,postprocess,evaluate,report}/src/**/*.ts",
    ],
    rules: { "@typescript-eslint/explicit-module-boundary-types": "error" },
  },
  {
    files: ["packages/arrow/src/**"],
    rules: { "no-restricted-imports": ["error", { patterns: [tensors] }] },
  },
  {
    files: ["packages/tensor/src/**"],
    rules: { "no-restricted-imports": ["error", { patterns: [arrow] }] },
  },
  {
    files: ["packages/cli/src/**", "packages/runner/src/**"],
    rules: { "no-restricted-properties": "off" },
  },
  {
    // A file that is younger than the clock of the file system can tell is hashed again.
    files: ["packages/store/src/objects/stat-cache.ts"],
    rules: { "no-restricted-properties": "off" },
  },
  {
    // NVIDIA's libraries and TensorFlow's take their settings from the environment alone.
    files: ["packages/tensor/src/backend/{nvidia,tensorflow/environment}.ts"],
    rules: { "no-restricted-properties": "off" },
  },
  {
    files: ["**/test/**", "tools/**", "vitest.config.ts"],
    rules: {
      "no-restricted-imports": "off",
      "no-restricted-properties": "off",
      "max-lines-per-function": "off",
      "max-lines": "off",
      "jsdoc/require-jsdoc": "off",
    },
  },
  {
    files: ["vitest.config.ts", "eslint.config.js"],
    rules: { "no-restricted-syntax": "off" },
  },
  {
    files: ["**/*.js", "**/*.cjs", "**/*.mjs"],
    languageOptions: {
      globals: {
        process: "readonly",
        console: "readonly",
        module: "writable",
        Buffer: "readonly",
        URL: "readonly",
      },
    },
  },
  prettier,
]);

export { config as default };
