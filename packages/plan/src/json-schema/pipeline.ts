import type { JsonValue, Stage } from "@fairline/core";
import { DEFAULT_KEYS, GATE, PIPELINE_KEYS } from "../file/keys.ts";
import { NAME_PATTERN } from "../file/names.ts";
import { metricName } from "../gates/metric.ts";
import {
  EXPRESSION,
  EXPRESSION_DEFINITION,
  withExpressions,
  withInnerExpressions,
  zodSchema,
  type JsonSchema,
  type SchemaObject,
} from "./json-schema.ts";
import { definitionName, keySchemas, paramsSchema, stageSchema } from "./stage.ts";

/**
 * The JSON Schema (draft-07) of pipeline files, for editors.
 *
 * It accepts what {@link loadPipeline} accepts. It refuses what can be seen in one place of one file: keys, types,
 * ranges, parameters and ports by stage. It cannot see what connects places: stages, points, parameters' names.
 */
export function pipelineSchema(stages: ReadonlyMap<string, Stage>): JsonValue {
  const names = { pattern: NAME_PATTERN };
  const keys = Object.fromEntries(
    Object.entries(PIPELINE_KEYS).map(([key, schema]) => [key, zodSchema(schema, "#")]),
  );
  const described = (key: string, schema: SchemaObject): SchemaObject => ({
    description: keys[key]?.["description"],
    ...schema,
  });
  const orEmpty = (schema: SchemaObject): SchemaObject => ({ anyOf: [schema, { type: "null" }] });
  const defaults = { properties: keySchemas(DEFAULT_KEYS), additionalProperties: false };
  const schema: SchemaObject = {
    $schema: "http://json-schema.org/draft-07/schema#",
    title: "Fairline pipeline",
    type: "object",
    properties: {
      ...keys,
      seed: described("seed", { anyOf: [keys["seed"], EXPRESSION] }),
      params: described("params", orEmpty({ type: "object", propertyNames: names })),
      defaults: described("defaults", orEmpty({ type: "object", ...defaults })),
      stages: described(
        "stages",
        orEmpty({
          type: "object",
          propertyNames: names,
          additionalProperties: { $ref: "#/definitions/stage" },
        }),
      ),
      gates: described("gates", orEmpty({ type: "array", items: { $ref: "#/definitions/gate" } })),
    },
    required: ["version", "name"],
    anyOf: [{ required: ["stages"] }, { required: ["include"] }],
    additionalProperties: false,
    definitions: definitionsOf(stages),
  };
  // Schemas are plain JSON; this leaves out keywords without a value.
  return JSON.parse(JSON.stringify(schema)) as JsonValue;
}

function definitionsOf(stages: ReadonlyMap<string, Stage>): Readonly<Record<string, JsonSchema>> {
  const params = [...stages.values()].map(
    (stage) => [definitionName(stage), withExpressions(paramsSchema(stage))] as const,
  );
  return {
    stage: stageSchema(stages),
    gate: gateSchema(stages),
    expression: EXPRESSION_DEFINITION,
    ...Object.fromEntries(params),
  };
}

/** A gate; its limits belong together. Editors offer the metrics that stages give without parameters. */
function gateSchema(stages: ReadonlyMap<string, Stage>): SchemaObject {
  const metric = GATE.shape.metric.meta({ examples: [...metricNames(stages)] });
  return {
    ...withInnerExpressions(zodSchema(GATE.extend({ metric }), "#/definitions/gate")),
    anyOf: ["min", "max", "baseline"].map((limit) => ({ required: [limit] })),
    dependencies: { baseline: ["max-increase"], "max-increase": ["baseline"] },
  };
}

function metricNames(stages: ReadonlyMap<string, Stage>): readonly string[] {
  const names = [...stages.values()].flatMap((stage) => {
    const params = stage.params.safeParse({});
    return params.success ? (stage.metrics?.(params.data).map(metricName) ?? []) : [];
  });
  return [...new Set(names)];
}
