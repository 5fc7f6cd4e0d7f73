import type { SourceLocation } from "@fairline/core";
import type { Invalid, Problems } from "@fairline/yaml";

/** What a stage, port, axis or parameter may be called, as a regular expression. */
export const NAME_PATTERN = "^[A-Za-z][A-Za-z0-9_-]{0,99}$";

/** Says in words what {@link NAME_PATTERN} wants. */
const NAME_RULE =
  "Names have letters, digits, - and _, start with a letter, and have at most 100 characters.";

const NAME = new RegExp(NAME_PATTERN, "u");

/** A name that can be used; a problem where it cannot. @param noun - What is named: "stage", "port". */
export function checkName(
  name: string,
  noun: string,
  at: SourceLocation,
  problems: Problems,
): string | Invalid {
  if (NAME.test(name)) return name;
  return problems.error(at, {
    code: "name-invalid",
    message: `${JSON.stringify(name.slice(0, 100))} cannot be the name of a ${noun}`,
    hint: NAME_RULE,
  });
}
