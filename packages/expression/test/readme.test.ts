import { readFileSync } from "node:fs";
import type { JsonValue } from "@fairline/core";
import { describe, expect, it } from "vitest";
import {
  evaluateColumn,
  evaluateValue,
  FUNCTIONS,
  parseExpression,
  PRECEDENCE,
  scopeOf,
  signatureOf,
} from "../src/index.ts";
import * as example from "./example.ts";
import { numbers, tableOf, words } from "./table.ts";

const readme = readFileSync(new URL("../README.md", import.meta.url), "utf8");

/** The cells of a table's rows, by the title of its first column. */
function tableWith(title: string): string[][] {
  const lines = readme.slice(readme.indexOf(`| ${title} `)).split("\n");
  const end = lines.findIndex((line) => !line.startsWith("|"));
  return lines.slice(2, end).map((line) =>
    line
      .split(/(?<!\\)\|/u)
      .slice(1, -1)
      .map((cell) => cell.trim().replaceAll(String.raw`\|`, "|")),
  );
}

/** What stands in backquotes. */
function code(cell: string): string {
  return cell.replace(/^(`+) ?(.*?) ?\1$/u, "$2");
}

describe("the README", () => {
  it("has the example that runs here", () => {
    const source = readFileSync(new URL("example.ts", import.meta.url), "utf8");
    expect(readme).toContain(`\`\`\`ts\n${source.replaceAll("export const", "const")}\`\`\`\n`);
    expect(example.value).toBe(true);
    expect(example.column).toEqual({ type: "condition", values: Uint8Array.of(0, 0, 2) });
    expect(example.text).toBe("income / hours > 20 and race in ('White', 'Black')");
  });

  it.each(tableWith("expression").map((cells) => cells.map(code)))(
    "says what %s gives with %s",
    (text, names, value) => {
      const tree = parseExpression(text);
      const values = JSON.parse(names) as Record<string, JsonValue>;
      const expected = JSON.parse(value) as JsonValue;
      expect(evaluateValue(tree, scopeOf(values))).toEqual(expected);
      if (Object.values(values).some((cell) => typeof cell === "object" && cell !== null)) return;
      const columns = Object.entries(values).map(
        ([name, cell]) =>
          [
            name,
            typeof cell === "string" ? words(cell) : numbers(Number(cell ?? Number.NaN)),
          ] as const,
      );
      const column = evaluateColumn(tree, tableOf(Object.fromEntries(columns)));
      const [first] = column.values;
      if (column.type === "condition") expect([false, true, null][Number(first)]).toBe(expected);
      else expect(first).toBe(expected);
    },
  );

  it("has every operator with its precedence, from loose to tight", () => {
    const listed = tableWith("level").flatMap(([level, operators]) =>
      [...operators!.matchAll(/`(.*?)`/gu)].map(([, operator]) => [operator!, Number(level)]),
    );
    const signs: Record<string, string> = {
      "||": "or",
      "&&": "and",
      "!": "negative",
      "-x": "negative",
    };
    const known = listed.map(([operator, level]) => [signs[operator!] ?? operator!, level]);
    expect(Object.fromEntries(known)).toEqual(PRECEDENCE);
    expect(listed.map(([, level]) => level)).toEqual(listed.map(([, level]) => level).sort());
  });

  it("has every function, as it says of itself", () => {
    const expected = [...FUNCTIONS.values()].map((definition) => {
      const [call, value] = definition.examples[0]!;
      return [
        `\`${signatureOf(definition)}\``,
        definition.summary,
        `\`${call}\` is \`${JSON.stringify(value)}\``,
      ];
    });
    expect(tableWith("function")).toEqual(expected);
  });
});
