import { mkdirSync, readdirSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { loadPipeline } from "@fairline/plan";
import { scratchDirectory } from "@fairline/testing";
import { renderDiagnostics } from "@fairline/yaml";
import { describe, expect, it } from "vitest";
import { loadText, problemsOf, stagesText } from "./load-text.ts";
import { fakeStages } from "./stages.ts";

/** Codes and first words of the problems of a text, to be read at a glance. */
async function verdict(text: string): Promise<string> {
  const { diagnostics, plan } = await loadText(text);
  expect(plan).toBeUndefined();
  return diagnostics.map(({ code, message }) => `${code}: ${message.slice(0, 80)}`).join("\n");
}

const megabyte = 1024 * 1024;

describe("a hostile file", () => {
  it("is refused when it is too large, before it is read", async () => {
    const { rendered: problems } = await loadText(`# ${"x".repeat(50 * megabyte)}`);
    expect(problems.replace(/"[^"]*pipeline.yaml"/u, "F")).toMatchInlineSnapshot(`
      "pipeline.yaml: error[file-too-large]: the pipeline file F has 50.0 MB, and the limit is 1 MB
        help: Move data into files of their own, and shared parts into an \`include\`.
      "
    `);
  });

  it("is refused when it is nested or repeated beyond reason, at any size that is read", async () => {
    const deep = "the file is nested more than 100 levels deep";
    expect(await verdict("[".repeat(megabyte - 10))).toContain(deep);
    expect(await verdict("- ".repeat(megabyte / 2 - 10))).toContain(deep);
    expect(await verdict("{a: ".repeat(megabyte / 4 - 10))).toContain(deep);
    expect(await verdict("&a ".repeat(10_000))).toContain("at most one anchor");
    const bomb = ["a0: &a0 [x, x, x, x, x, x, x, x, x]"];
    for (let i = 1; i < 30; i++) {
      const repeated = Array(9)
        .fill(`*a${String(i - 1)}`)
        .join(", ");
      bomb.push(`a${String(i)}: &a${String(i)} [${repeated}]`);
    }
    expect(await verdict(bomb.join("\n"))).toContain("aliases repeat more than 100,000 values");
  });

  it("does not flood anybody with problems", async () => {
    const { diagnostics } = await loadText("a: 1\n".repeat(50_000));
    expect(diagnostics).toHaveLength(201);
    expect(diagnostics.at(-1)?.message).toBe("49,800 more problems are not shown");
    const long = await verdict(`!${"!".repeat(100_000)}`);
    expect(long.length).toBeLessThan(200);
  });

  it("cannot reach what JavaScript objects inherit", async () => {
    const { plan } = await loadText(`version: 1
name: test
params: { constructor: 3, toString: 4 }
stages:
  constructor: { uses: fake/rows, with: { rows: "\${{ params.constructor }}" } }
  hasOwnProperty: { uses: fake/clean, in: constructor }
  valueOf: { uses: fake/rows, matrix: { toString: [1, 2] }, with: { rows: "\${{ matrix.toString }}" } }
`);
    expect(plan?.instances.map(({ id }) => id)).toEqual([
      "constructor",
      "valueOf@toString=1",
      "valueOf@toString=2",
      "hasOwnProperty",
    ]);
    expect(({} as Record<string, unknown>)["rows"]).toBeUndefined();
    expect(await verdict(stagesText("  a: { uses: constructor }\n"))).toContain("uses-unknown");
    expect(
      await verdict(stagesText("  a: { uses: fake/rows, with: { constructor: 3 } }\n")),
    ).toContain('param-unknown: fake/rows has no parameter "constructor"');
    expect(await verdict(stagesText("  a: { uses: fake/clean, in: { toString: a } }\n"))).toContain(
      'fake/clean has no input port "toString"',
    );
  });

  it("cannot write to the terminal", async () => {
    const rendered = await problemsOf(
      stagesText(
        '  "\\e[2Ja": { uses: "\\e]0;title\\a" }\n  b: { uses: fake/rows\u009b31m }\n  c: \u202e\n',
      ),
    );
    expect(rendered.replaceAll("\n", "")).not.toMatch(/[\p{Cc}\p{Cf}]/u);
    expect(rendered).toMatchInlineSnapshot(`
      "pipeline.yaml:4:3: error[name-invalid]: "\\u001b[2Ja" cannot be the name of a stage
      4 |   "\\e[2Ja": { uses: "\\e]0;title\\a" }
        |   ^^^^^^^^
        help: Names have letters, digits, - and _, start with a letter, and have at most 100 characters.

      pipeline.yaml:4:21: error[uses-unknown]: there is no stage to use called "\\u001b]0;title\\u0007"
      4 |   "\\e[2Ja": { uses: "\\e]0;title\\a" }
        |                     ^^^^^^^^^^^^^^
        help: The stages are: fake/ingest, fake/rows, fake/clean, fake/train, fake/evaluate, fake/report.

      pipeline.yaml:5:14: error[uses-unknown]: there is no stage to use called "fake/rows\\u{9b}31m"
      5 |   b: { uses: fake/rows\\u{9b}31m }
        |              ^^^^^^^^^^^^^^^^^^
        help: The stages are: fake/ingest, fake/rows, fake/clean, fake/train, fake/evaluate, fake/report.

      pipeline.yaml:6:6: error[value-type]: the stage "c" must be a map, and is "\\u{202e}"
      6 |   c: \\u{202e}
        |      ^^^^^^^^
      "
    `);
  });

  it("cannot publish through a link, out of its folder, or into a tool's", async () => {
    const root = scratchDirectory();
    const folder = join(root, "in");
    mkdirSync(join(folder, "real"), { recursive: true });
    mkdirSync(join(root, "outside"));
    symlinkSync(join(root, "outside"), join(folder, "link"));
    symlinkSync(join(folder, "real"), join(folder, "fine"));
    const file = join(folder, "pipeline.yaml");
    writeFileSync(
      file,
      stagesText(`
  a: { uses: fake/rows, publish: link/deep/er/x.arrow }
  b: { uses: fake/rows, publish: fine/x.arrow }
  c: { uses: fake/rows, publish: real/.git/hooks/x }
  d: { uses: fake/rows, publish: real/.FAIRLINE/x }
  e: { uses: fake/rows, publish: "real\\\\..\\\\..\\\\x" }
`),
    );
    const { diagnostics, texts } = await loadPipeline({ file, stages: fakeStages });
    const rendered = renderDiagnostics({ diagnostics, texts }, { color: false, base: folder });
    expect(rendered.replaceAll(root, "ROOT")).toMatchInlineSnapshot(`
      "pipeline.yaml:4:34: error[publish-outside]: nothing can be published to "link/deep/er/x.arrow": a link leads to ROOT/outside
      4 |   a: { uses: fake/rows, publish: link/deep/er/x.arrow }
        |                                  ^^^^^^^^^^^^^^^^^^^^
        help: Write a path below the folder of the pipeline file, such as reports/page.html.

      pipeline.yaml:6:34: error[publish-outside]: nothing can be published to "real/.git/hooks/x": ".git" belongs to a tool
      6 |   c: { uses: fake/rows, publish: real/.git/hooks/x }
        |                                  ^^^^^^^^^^^^^^^^^
        help: Write a path below the folder of the pipeline file, such as reports/page.html.

      pipeline.yaml:7:34: error[publish-outside]: nothing can be published to "real/.FAIRLINE/x": ".FAIRLINE" belongs to a tool
      7 |   d: { uses: fake/rows, publish: real/.FAIRLINE/x }
        |                                  ^^^^^^^^^^^^^^^^
        help: Write a path below the folder of the pipeline file, such as reports/page.html.

      pipeline.yaml:8:34: error[publish-outside]: nothing can be published to "real\\\\..\\\\..\\\\x": it has ".." in it
      8 |   e: { uses: fake/rows, publish: "real\\\\..\\\\..\\\\x" }
        |                                  ^^^^^^^^^^^^^^^^^
        help: Write a path below the folder of the pipeline file, such as reports/page.html.
      "
    `);
    expect(readdirSync(join(root, "outside"))).toEqual([]);
  });

  it("gets no file that is none: a folder, a device, bytes that are no text", async () => {
    const folder = scratchDirectory();
    const read = async (path: string) => {
      const { diagnostics } = await loadPipeline({ file: path, stages: fakeStages });
      return diagnostics.map(({ code, message }) => `${code}: ${message.replaceAll(folder, "")}`);
    };
    writeFileSync(join(folder, "bytes.yaml"), new Uint8Array([0x61, 0xff, 0xfe]));
    writeFileSync(join(folder, "nul.yaml"), "a: \0");
    expect(await read(join(folder, "none.yaml"))).toEqual([
      'file-unreadable: the pipeline file "/none.yaml" does not exist',
    ]);
    expect(await read(folder)).toEqual(['file-unreadable: the pipeline file "" is not a file']);
    expect(await read("/dev/zero")).toEqual([
      'file-unreadable: the pipeline file "/dev/zero" is not a file',
    ]);
    expect(await read(join(folder, "bytes.yaml"))).toEqual([
      'file-unreadable: the pipeline file "/bytes.yaml" is not UTF-8 text',
    ]);
    expect(await read(join(folder, "nul.yaml"))).toEqual([
      'file-unreadable: the pipeline file "/nul.yaml" is not UTF-8 text',
    ]);
    expect(
      await verdict(
        stagesText("  a: { uses: fake/rows, with: { rows: \"${{ file('/dev/zero') }}\" } }\n"),
      ),
    ).toBe('input-file-missing: the file "/dev/zero" is not a file');
  });

  it("is refused when it is empty, and read when it has a byte order mark or Windows line ends", async () => {
    expect(await verdict("")).toBe("key-missing: the pipeline file is empty");
    expect(await verdict("# nothing\n")).toBe("key-missing: the pipeline file is empty");
    const text = stagesText("  a: { uses: fake/row }\n");
    for (const variant of [`\ufeff${text}`, text.replaceAll("\n", "\r\n")]) {
      const { rendered } = await loadText(variant);
      expect(rendered).toContain("pipeline.yaml:4:14: error[uses-unknown]");
    }
  });
});
