import { NAME_PATTERN } from "../file/names.ts";
import type { Stage } from "@fairline/core";
import { STAGE_KEYS, type StageKeyName } from "../file/keys.ts";
import { EXPRESSION, withExpressions, type JsonSchema, type SchemaObject } from "./json-schema.ts";
import { hasRequired, zodSchema } from "./zod.ts";

const NAMES = { pattern: NAME_PATTERN };

/** Schemas of the keys that zod shapes do not describe as they are written. */
const WRITTEN: Partial<Record<StageKeyName, JsonSchema>> = {
  matrix: {
    description: "Lists of values by axis; the stage runs once for every combination.",
    anyOf: [
      {
        type: "object",
        properties: {
          from: { type: "string", description: "A stage whose points are joined." },
          include: listOfPoints("Points, or values of further axes, to add."),
          exclude: listOfPoints("Points to leave out."),
        },
        propertyNames: NAMES,
        additionalProperties: { anyOf: [{ type: "array", minItems: 1 }, EXPRESSION] },
      },
      EXPRESSION,
    ],
  },
  when: {
    description: "An expression; the stage is switched off where it is false.",
    anyOf: [{ type: "boolean" }, { type: "string", minLength: 1 }],
  },
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
        else: { required: ["uses"], properties: { deps: false, out: false } },
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
  keys: readonly StageKeyName[] = Object.keys(STAGE_KEYS) as StageKeyName[],
): Readonly<Record<string, JsonSchema>> {
  return Object.fromEntries(keys.map((key) => [key, WRITTEN[key] ?? shapeSchema(key)]));
}

function shapeSchema(key: StageKeyName): JsonSchema {
  const { shape, roots } = STAGE_KEYS[key];
  const schema = zodSchema(shape, "#");
  return roots.length === 0 ? schema : withExpressions(schema);
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
  const takesParams = hasRequired(paramsSchema(stage));
  return {
    properties: {
      with: { $ref: `#/definitions/${definitionName(stage)}` },
      in: inputs.length === 0 ? false : portsSchema(stage.inputs, needed, isBareInput),
      publish: portsSchema(stage.outputs, [], outputs.length === 1),
    },
    required: [...(takesParams ? ["with"] : []), ...(needed.length > 0 ? ["in"] : [])],
  };
}

function portsSchema(
  ports: Readonly<Record<string, { readonly summary: string }>>,
  required: readonly string[],
  isBare: boolean,
): SchemaObject {
  const entries = Object.entries(ports).map(([port, { summary }]) => [
    port,
    { type: "string", minLength: 1, description: summary },
  ]);
  const properties = Object.fromEntries(entries) as Readonly<Record<string, SchemaObject>>;
  const map = { type: "object", properties, required, additionalProperties: false };
  return { anyOf: [map, isBare ? { type: "string", minLength: 1 } : EXPRESSION] };
}

function listOfPoints(description: string): SchemaObject {
  const point = { anyOf: [{ type: "object", minProperties: 1, propertyNames: NAMES }, EXPRESSION] };
  return { description, anyOf: [{ type: "array", items: point }, EXPRESSION] };
}
