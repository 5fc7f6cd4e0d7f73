import { nameHint } from "@fairline/core";
import type { JsonValue } from "@fairline/core";
import { ExpressionError } from "../expression-error.ts";
import type { PathExpression } from "../expression.ts";
import { FUNCTIONS } from "../functions/functions.ts";
import type { ValueScope } from "./evaluate-value.ts";
import { valueOfPath } from "./member.ts";

/** A scope of values by name, with the functions of the language. */
export function scopeOf(values: Readonly<Record<string, JsonValue>>): ValueScope {
  return {
    functions: FUNCTIONS,
    valueOf(path: PathExpression): JsonValue {
      const { name, place } = path;
      if (!Object.hasOwn(values, name)) {
        throw new ExpressionError("EXPRESSION_UNKNOWN", `there is no value "${name}"`, place, {
          hint: nameHint(name, Object.keys(values), "values"),
        });
      }
      return valueOfPath(values[name]!, path);
    },
  };
}
