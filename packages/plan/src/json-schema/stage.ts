import { NAME_PATTERN } from "../file/names.ts";
import type { Stage } from "@fairline/core";
import { STAGE_KEYS, STAGE_KEY_NAMES, type StageKeyName } from "../file/keys.ts";
import {
  EXPRESSION,
  withExpressions,
  zodSchema,
  type JsonSchema,
  type SchemaObject,
} from "./json-schema.ts";

const NAMES = { pattern: NAME_PATTERN };
const TEXT = { type: "string", minLength: 1 };
/** A path, or one that may hold what no run has made. */
const PUBLISHED = {
  anyOf: [
    TEXT,
    {
      type: "object",
      properties: { path: TEXT, replace: { anyOf: [{ type: "boolean" }, EXPRESSION] } },
      required: ["path"],
      additionalProperties: false,
    },
  ],
};

/** The schema of one stage: its keys, and for every known `uses` its parameters and ports. */
export function stageSchema(stages: ReadonlyMap<string, Stage>): SchemaObject {
  return {
    type: "object",
    properties: { ...keySchemas(), uses: usesSchema(stages) },
    additionalProperties: false,
    allOf: [
      {
        if: { required: ["cmd"] },
        then: {
          required: ["out"],
          properties: { uses: false, with: false, in: { type: "object", propertyNames: NAMES } },
        },
        else: { required: ["uses"], properties: { deps: false, out: false, tools: false } },
      },
      ...[...stages.values()].map((stage) => ({
        if: { required: ["uses"], properties: { uses: { const: stage.name } } },
        then: useSchema(stage),
      })),
    ],
  };
}

/** The schemas of the keys of a stage, or of some of them. */
export function keySchemas(
  keys: readonly StageKeyName[] = STAGE_KEY_NAMES,
): Readonly<Record<string, JsonSchema>> {
  return Object.fromEntries(keys.map((key) => [key, keySchema(key)]));
}

function keySchema(key: StageKeyName): JsonSchema {
  const { schema, written, roots } = STAGE_KEYS[key];
  const described = zodSchema(written ?? schema, "#");
  return roots.length === 0 ? described : withExpressions(described);
}

function usesSchema(stages: ReadonlyMap<string, Stage>): SchemaObject {
  return {
    description:
      "A stage of Fairline, of a package (@acme/stages#name) or of a file (./my-stage.ts).",
    anyOf: [
      ...[...stages.values()].map(({ name, summary }) => ({ const: name, description: summary })),
      { type: "string", pattern: "^\\.{1,2}/" },
      { type: "string", pattern: "^[^#.]+#." },
    ],
  };
}

/** The definition that holds the parameters of a stage. */
export function definitionName(stage: Stage): string {
  return stage.name.replaceAll("/", ".");
}

/** The parameters of a stage. */
export function paramsSchema(stage: Stage): SchemaObject {
  return zodSchema(stage.params, `#/definitions/${definitionName(stage)}`);
}

function useSchema(stage: Stage): SchemaObject {
  const needed = Object.entries(stage.inputs)
    .filter(([, { optional }]) => optional !== true)
    .map(([port]) => port);
  const inputs = Object.keys(stage.inputs);
  const isBareInput = inputs.length === 1 || needed.length === 1;
  const outputs = Object.keys(stage.outputs);
  return {
    properties: {
      with: { $ref: `#/definitions/${definitionName(stage)}` },
      in: inputs.length === 0 ? false : portsSchema(stage.inputs, needed, isBareInput),
      publish: publishSchema(stage.outputs, outputs.length === 1),
    },
    required: [...(hasRequired(stage) ? ["with"] : []), ...(needed.length > 0 ? ["in"] : [])],
  };
}

/** Whether a stage has a parameter that must be given. */
function hasRequired(stage: Stage): boolean {
  const { required } = paramsSchema(stage);
  return Array.isArray(required) && required.length > 0;
}

type Ports = Readonly<Record<string, { readonly summary: string }>>;

/** Where outputs go: see {@link PUBLISHED}. */
function publishSchema(ports: Ports, isBare: boolean): SchemaObject {
  return mapOrText(ports, { required: [], isBare, value: PUBLISHED });
}

function portsSchema(ports: Ports, required: readonly string[], isBare: boolean): SchemaObject {
  return mapOrText(ports, { required, isBare, value: TEXT });
}

function mapOrText(
  ports: Ports,
  about: {
    readonly required: readonly string[];
    readonly isBare: boolean;
    readonly value: SchemaObject;
  },
): SchemaObject {
  const { required, isBare, value } = about;
  const entries = Object.entries(ports).map(
    ([port, { summary }]) => [port, { ...value, description: summary }] as const,
  );
  const properties = Object.fromEntries(entries);
  const map = { type: "object", properties, required, additionalProperties: false };
  return { anyOf: [map, isBare ? TEXT : EXPRESSION] };
}
