/** What a stage, port, axis or parameter may be called, as a regular expression. */
export const NAME_PATTERN = "^[A-Za-z][A-Za-z0-9_-]{0,99}$";

/** Says in words what {@link NAME_PATTERN} wants. */
export const NAME_RULE =
  "Names have letters, digits, - and _, start with a letter, and have at most 100 characters.";

const NAME = new RegExp(NAME_PATTERN, "u");

/** Whether a text can be a name. */
export function isName(text: string): boolean {
  return NAME.test(text);
}
