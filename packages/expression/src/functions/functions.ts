import { abs } from "./abs.ts";
import { between } from "./between.ts";
import { ceil } from "./ceil.ts";
import { coalesce } from "./coalesce.ts";
import { contains } from "./contains.ts";
import { endsWith } from "./ends-with.ts";
import { exp } from "./exp.ts";
import { floor } from "./floor.ts";
import type { ExpressionFunction } from "./function.ts";
import { ifElse } from "./if.ts";
import { isMissing, isNull } from "./is-missing.ts";
import { length } from "./length.ts";
import { log } from "./log.ts";
import { lower } from "./lower.ts";
import { max } from "./max.ts";
import { min } from "./min.ts";
import { number } from "./number.ts";
import { round } from "./round.ts";
import { sqrt } from "./sqrt.ts";
import { startsWith } from "./starts-with.ts";
import { text } from "./text.ts";
import { trim } from "./trim.ts";
import { upper } from "./upper.ts";

/** The functions of the language by name. A new one is a file beside these and an entry here. */
export const FUNCTIONS: ReadonlyMap<string, ExpressionFunction> = new Map(
  [
    isMissing,
    isNull,
    coalesce,
    ifElse,
    between,
    abs,
    min,
    max,
    round,
    floor,
    ceil,
    sqrt,
    exp,
    log,
    number,
    text,
    length,
    lower,
    upper,
    trim,
    contains,
    startsWith,
    endsWith,
  ].map((definition) => [definition.name, definition]),
);
