import type { JsonValue, Stage } from "@fairline/core";
import { z } from "zod";

/** The part of JSON Schema that parameter schemas are made of. */
export interface JsonSchema {
  readonly $ref?: string;
  readonly $defs?: Readonly<Record<string, JsonSchema>>;
  readonly type?: string | readonly string[];
  readonly description?: string;
  readonly default?: JsonValue;
  readonly const?: JsonValue;
  readonly enum?: readonly JsonValue[];
  readonly properties?: Readonly<Record<string, JsonSchema>>;
  readonly required?: readonly string[];
  readonly additionalProperties?: boolean | JsonSchema;
  readonly items?: boolean | JsonSchema;
  readonly prefixItems?: readonly JsonSchema[];
  readonly anyOf?: readonly JsonSchema[];
  readonly oneOf?: readonly JsonSchema[];
  readonly allOf?: readonly JsonSchema[];
  readonly minimum?: number;
  readonly maximum?: number;
  readonly exclusiveMinimum?: number;
  readonly exclusiveMaximum?: number;
  readonly minItems?: number;
  readonly maxItems?: number;
}

/** The JSON Schema of what a stage takes under `with:`, before defaults are filled in. */
export function paramsSchema(stage: Stage): JsonSchema {
  // Zod types its result as JSON Schema of any draft; parameter schemas use the part that JsonSchema names.
  return z.toJSONSchema(stage.params, { io: "input", unrepresentable: "any" }) as JsonSchema;
}
