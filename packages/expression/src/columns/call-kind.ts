import { nameHint } from "@fairline/core";
import { ExpressionError } from "../expression-error.ts";
import type { CallExpression, Expression } from "../expression.ts";
import { checkArguments } from "../functions/check-arguments.ts";
import { parameterAt, signatureOf } from "../functions/function.ts";
import type { ExpressionFunction, Parameter } from "../functions/function.ts";
import { FUNCTIONS } from "../functions/functions.ts";
import { KIND_NOUN } from "../kind.ts";
import { commonKind, described, kindError } from "./inferred-kind.ts";
import type { Inferred, InferredKind } from "./inferred-kind.ts";

/**
 * What a call gives, where its arguments give what `kindOf` says.
 *
 * @throws ExpressionError `EXPRESSION_UNKNOWN` for a function that does not exist, `EXPRESSION_TYPE` for too many or too
 *   few arguments, `COLUMN_TYPE` for arguments of another kind.
 */
export function callKind(
  call: CallExpression,
  kindOf: (argument: Expression) => InferredKind,
): InferredKind {
  const definition = FUNCTIONS.get(call.name);
  if (definition === undefined) {
    throw new ExpressionError(
      "EXPRESSION_UNKNOWN",
      `there is no function "${call.name}"`,
      call.namePlace,
      { hint: nameHint(call.name, FUNCTIONS.keys(), "functions") },
    );
  }
  checkArguments(definition, call);
  const given = call.args.map((argument) => [argument, kindOf(argument)] as const);
  for (const [at, argument] of given.entries()) {
    requireFit(definition, parameterAt(definition, at), argument);
  }
  const kindsAt = (kind: Parameter["kind"]): readonly Inferred[] =>
    given.filter((_, at) => parameterAt(definition, at).kind === kind);
  commonKind(kindsAt("ordered"), "compare");
  const kind = commonKind(kindsAt("same"), "choose between");
  return definition.gives === "same" ? kind : definition.gives;
}

function requireFit(
  definition: ExpressionFunction,
  parameter: Parameter,
  [argument, kind]: Inferred,
): void {
  if (kind === "nothing" || kind === "open") return;
  const wanted = wantedOf(parameter);
  const isFit = parameter.kind === "ordered" ? kind !== "condition" : kind === parameter.kind;
  if (wanted === undefined || isFit) return;
  const message = `cannot pass ${described(argument, kind)} to ${definition.name}, which takes ${wanted}`;
  throw kindError(message, argument, `Write ${signatureOf(definition)}.`);
}

/** What messages call the arguments that a parameter takes; undefined where it takes all, or is checked already. */
function wantedOf({ kind }: Parameter): string | undefined {
  switch (kind) {
    case "number":
    case "text":
    case "condition":
      return KIND_NOUN[kind];
    case "ordered":
      return "numbers or text";
    case "any":
    case "same":
    case "digits":
      return undefined;
  }
}
