import { execFileSync } from "node:child_process";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { ShellText, quotedPath, quotedVariable } from "../../src/job/shell-text.ts";
import type { ShellPlace } from "../../src/job/shell-text.ts";

/** The place behind a script's text. */
function placeAfter(text: string): ShellPlace {
  const script = new ShellText();
  script.append(text);
  return script.place;
}

/** What a shell prints of a script. */
function printed(script: string, env: Readonly<Record<string, string>> = {}): string {
  return execFileSync("/bin/sh", ["-c", script], { env, encoding: "utf8" });
}

/** A script around something filled in, which prints it as one word between brackets. */
const FRAMES: readonly (readonly [string, string, string])[] = [
  ["bare", "printf '[%s]' ", ""],
  ["in double quotes", 'printf "[%s]" "', '"'],
  ["in single quotes", "printf '[%s]' '", "'"],
  ["within a word", "printf '[%s]' ''", '""'],
  ["in a substitution in double quotes", `printf '[%s]' "$(printf '%s' `, ')"'],
  ["after a comment with an apostrophe", "# don't\nprintf '[%s]' ", ""],
  ["after an escaped quote", `printf "%s" \\" > /dev/null; printf '[%s]' "`, '"'],
  ["in parentheses", "(printf '[%s]' '", "')"],
  ["in a here-document", "printf '['; head -c -1 <<END\n", "\nEND\nprintf ']'"],
  ["behind a here-document", "cat > /dev/null <<'END'\ndon't $(\nEND\nprintf '[%s]' ", ""],
];

describe("a script that is filled in", () => {
  const value = fc.string({
    unit: fc.constantFrom(
      "a",
      " ",
      "'",
      '"',
      "$",
      "`",
      "\\",
      "*",
      ";",
      "(",
      "#",
      "~",
      "é",
      "&",
      "!",
    ),
    minLength: 1,
    maxLength: 8,
  });

  it.each(FRAMES)("holds a path as one word: %s", (_where, before, after) => {
    fc.assert(
      fc.property(value, (path) => {
        const script = new ShellText();
        script.append(before);
        script.fill(quotedPath(path, script.place));
        script.append(after);
        expect(printed(script.text)).toBe(`[${path}]`);
      }),
      { numRuns: 30 },
    );
  });

  it.each(FRAMES)("holds a variable's value as one word: %s", (_where, before, after) => {
    fc.assert(
      fc.property(value, (text) => {
        const script = new ShellText();
        script.append(before);
        script.fill(quotedVariable("X", script.place) ?? "");
        script.append(after);
        expect(printed(script.text, { X: text })).toBe(`[${text}]`);
      }),
      { numRuns: 30 },
    );
  });

  it.each([
    ["", "bare"],
    ['echo "a', "double"],
    ["echo 'a", "single"],
    ["echo \"a\" 'b' ", "bare"],
    ["echo a#b'", "single"],
    ["case x in a) echo '", "single"],
    ["cat <<END\n", "document"],
    ["cat <<-END\n\tx\n\tEND\n", "bare"],
    ["cat <<'END'\n", "verbatim"],
    ["cat <<A <<B\na\nA\n", "document"],
    ["cat <<A <<B\na\nA\nb\nB\n", "bare"],
    ["cat <<< 'a", "single"],
    ["echo $((1 << 2)) ", "bare"],
  ] as const)("%j is followed by a place that is %s", (text, place) => {
    expect(placeAfter(text)).toBe(place);
  });
});
