import type { TextPlace } from "./expression.ts";

/** A word or sign of an expression, as it stands in the text. */
export type Token = Placed &
  (
    | { readonly type: "number"; readonly value: number }
    /** Text in quotes, which `value` has without. */
    | { readonly type: "text"; readonly value: string }
    /** A name, or one of the words and, or, not, in, is, null, true, false. */
    | { readonly type: "name" }
    /** A name in backquotes, which `value` has without. */
    | { readonly type: "quoted"; readonly value: string }
    | { readonly type: "sign" }
    /** What cannot be read: an error where the parser comes to it, so that the first mistake is told first. */
    | { readonly type: "broken"; readonly message: string }
    | { readonly type: "end" }
  );

interface Placed {
  readonly text: string;
  readonly place: TextPlace;
}

/** A character of a name, besides digits: ASCII letters, `$`, `_`, and all beyond ASCII but blanks. */
const LETTER = String.raw`(?!\s)[$_A-Za-z\u0080-\uffff]`;
const NAME = String.raw`${LETTER}(?:${LETTER}|\d)*`;
/** What stands after a dot may hold dashes: `params.learning-rate`. */
const MEMBER = String.raw`(?:${LETTER}|-)(?:${LETTER}|\d|-)*`;
const NUMBER = String.raw`(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?`;
const TEXT = String.raw`'[^'\\]*(?:\\[^][^'\\]*)*'|"[^"\\]*(?:\\[^][^"\\]*)*"`;
/** A backquote within is written twice. */
const QUOTED = "`[^`]*(?:``[^`]*)*`";
const SIGN = String.raw`===|!==|>>>|[=!<>]=|<>|&&|\|\||\?\?|\?\.|\*\*|<<|>>|[-+*/%<>=!&|^~?.,()[\]]`;
/** A number with what stands right behind it, which must be nothing. */
const NOT_NAME = String.raw`(?<number>${NUMBER}(?:${LETTER}|[\d.])*)|(?<text>${TEXT})|(?<quoted>${QUOTED})|(?<sign>${SIGN})`;

/** Whether a name can stand without backquotes. */
export function isPlainName(name: string): boolean {
  return new RegExp(`^${NAME}$`).test(name);
}

/** Whether a member's name can stand after a dot. */
export function isPlainMember(name: string): boolean {
  return new RegExp(`^${MEMBER}$`).test(name);
}

/** The words and signs of a text, and its end. Linear in the text. */
export function tokensOf(text: string): readonly Token[] {
  const anywhere = new RegExp(String.raw`(?<name>${NAME})|${NOT_NAME}`, "y");
  const afterDot = new RegExp(String.raw`(?<name>${MEMBER})|${NOT_NAME}`, "y");
  const blanks = /\s*/y;
  const tokens: Token[] = [];
  let offset = 0;
  for (;;) {
    blanks.lastIndex = offset;
    offset += blanks.exec(text)?.[0].length ?? 0;
    if (offset >= text.length) break;
    const pattern = tokens.at(-1)?.text === "." ? afterDot : anywhere;
    pattern.lastIndex = offset;
    const groups = pattern.exec(text)?.groups;
    const token = groups === undefined ? unreadable(text, offset) : tokenOf(groups, offset);
    tokens.push(token);
    offset += token.place.length;
  }
  return [...tokens, { type: "end", ...placed("", text.length) }];
}

function tokenOf(
  { name, number, text, quoted, sign = "" }: Readonly<Record<string, string | undefined>>,
  offset: number,
): Token {
  if (name !== undefined) return { type: "name", ...placed(name, offset) };
  if (number !== undefined) return numberToken(placed(number, offset));
  if (text !== undefined) {
    return { type: "text", value: unescaped(text.slice(1, -1)), ...placed(text, offset) };
  }
  if (quoted !== undefined) {
    const value = quoted.slice(1, -1).replaceAll("``", "`");
    return { type: "quoted", value, ...placed(quoted, offset) };
  }
  return { type: "sign", ...placed(sign, offset) };
}

function numberToken(found: Placed): Token {
  if (!new RegExp(`^${NUMBER}$`).test(found.text)) {
    return { type: "broken", message: `"${found.text}" is neither a number nor a name`, ...found };
  }
  const value = Number(found.text);
  return Number.isFinite(value)
    ? { type: "number", value, ...found }
    : { type: "broken", message: "the number is too large", ...found };
}

function unreadable(text: string, offset: number): Token {
  const rest = text.slice(offset);
  const [first = ""] = rest;
  if (!`'"\``.includes(first)) {
    return { type: "broken", message: `unexpected "${first}"`, ...placed(first, offset) };
  }
  const what = first === "`" ? "backquote" : "quote";
  return { type: "broken", message: `the ${what} is never closed`, ...placed(rest, offset) };
}

function placed(text: string, offset: number): Placed {
  return { text, place: { offset, length: text.length } };
}

const ESCAPES: ReadonlyMap<string, string> = new Map([
  ["n", "\n"],
  ["r", "\r"],
  ["t", "\t"],
  ["b", "\b"],
  ["f", "\f"],
  ["v", "\v"],
]);

/** A backslash makes \n \r \t \b \f \v what they are elsewhere, and leaves every other character as it is. */
function unescaped(text: string): string {
  return text.replaceAll(/\\([^])/g, (_, character: string) => ESCAPES.get(character) ?? character);
}
