import { describe, expect, it } from "vitest";
import { planText, problemsOf, stagesText } from "../load-text.ts";

describe("out-given", () => {
  it("refuses a command that declares no output", async () => {
    const problems = await problemsOf(
      stagesText(`
  a: { cmd: [x] }
`),
    );
    expect(problems).toMatchInlineSnapshot(`
      "pipeline.yaml:4:3: error[key-missing]: the command of "a" declares no \`out\`, and nothing else is kept of it
      4 |   a: { cmd: [x] }
        |   ^
        help: Add \`out: { result: result.json }\`.
      "
    `);
  });
});

describe("shell", () => {
  it("is a list of words, for a command that is one text", async () => {
    const problems = await problemsOf(
      stagesText(`
  a: { cmd: [x], shell: [bash, -c], out: { o: o.txt } }
  b: { cmd: x, shell: bash, out: { o: o.txt } }
  c: { cmd: x, shell: [bash, -c], out: { o: o.txt } }
`),
    );
    expect(problems).toMatchInlineSnapshot(`
      "pipeline.yaml:4:18: error[key-unknown]: \`shell\` is for a command that is one text, and this one is a list of arguments
      4 |   a: { cmd: [x], shell: [bash, -c], out: { o: o.txt } }
        |                  ^^^^^
        help: Write the command as a text, or take \`shell\` away.

      pipeline.yaml:5:23: error[value-type]: "shell" must be a list, and is "bash"
      5 |   b: { cmd: x, shell: bash, out: { o: o.txt } }
        |                       ^^^^
      "
    `);
  });
});

describe("command-hole", () => {
  it("refuses names that the command does not declare", async () => {
    const problems = await problemsOf(
      stagesText(`
  rows: { uses: fake/rows }
  a: { cmd: [cat, "\${{ in.row }}", "\${{ out.resul }}", "\${{ env.HOM }}"], in: { rows: rows }, out: { result: x }, env: [HOME] }
`),
    );
    expect(problems).toMatchInlineSnapshot(`
      "pipeline.yaml:5:24: error[port-unknown]: this command has no input "row"
      5 |   a: { cmd: [cat, "\${{ in.row }}", "\${{ out.resul }}", "\${{ env.HOM }}"], in: { rows: rows }, out: { result: x }, env: […
        |                        ^^^^^^
        help: Did you mean "rows"? The inputs are: rows. List it under \`in:\`.

      pipeline.yaml:5:41: error[port-unknown]: this command has no output "resul"
      5 |   a: { cmd: [cat, "\${{ in.row }}", "\${{ out.resul }}", "\${{ env.HOM }}"], in: { rows: rows }, out: { result: x }, env: […
        |                                         ^^^^^^^^^
        help: Did you mean "result"? The outputs are: result. List it under \`out:\`.

      pipeline.yaml:5:61: error[expression-unknown]: this command has no variable "HOM"
      5 | …: [cat, "\${{ in.row }}", "\${{ out.resul }}", "\${{ env.HOM }}"], in: { rows: rows }, out: { result: x }, env: [HOME] }
        |                                                    ^^^^^^^
        help: Did you mean "HOME"? The listed variables are: HOME. List it under \`env:\`.
      "
    `);
  });

  it("refuses to compute with what is not known yet", async () => {
    const problems = await problemsOf(
      stagesText(`
  rows: { uses: fake/rows }
  a: { cmd: [cat, "\${{ in.rows ?? 'x' }}", "\${{ out }}", "\${{ in.rows.x }}"], in: { rows: rows }, out: { result: x } }
`),
    );
    expect(problems).toMatchInlineSnapshot(`
      "pipeline.yaml:5:20: error[expression-type]: \`in\` is known only when the command runs, and cannot be computed with
      5 |   a: { cmd: [cat, "\${{ in.rows ?? 'x' }}", "\${{ out }}", "\${{ in.rows.x }}"], in: { rows: rows }, out: { result: x } }
        |                    ^^^^^^^^^^^^^^^^^^^^^
        help: Write it alone: \${{ in.name }}.

      pipeline.yaml:5:45: error[expression-type]: \`out\` is known only when the command runs, and cannot be computed with
      5 |   a: { cmd: [cat, "\${{ in.rows ?? 'x' }}", "\${{ out }}", "\${{ in.rows.x }}"], in: { rows: rows }, out: { result: x } }
        |                                             ^^^^^^^^^^
        help: Write it alone: \${{ out.name }}.

      pipeline.yaml:5:59: error[expression-type]: \`in\` is known only when the command runs, and cannot be computed with
      5 |   a: { cmd: [cat, "\${{ in.rows ?? 'x' }}", "\${{ out }}", "\${{ in.rows.x }}"], in: { rows: rows }, out: { result: x } }
        |                                                           ^^^^^^^^^^^^^^^^
        help: Write it alone: \${{ in.name }}.
      "
    `);
  });
});

describe("out-path", () => {
  it("refuses outputs outside the command's directory", async () => {
    const problems = await problemsOf(
      stagesText(`
  a: { cmd: [x], out: { a: ../up, b: /tmp/x, c: ., d: "C:\\\\x", e: "a\\nb" } }
`),
    );
    expect(problems).toMatchInlineSnapshot(`
      "pipeline.yaml:4:28: error[path-outside]: the output "a" cannot be written to "../up": it has ".." in it
      4 |   a: { cmd: [x], out: { a: ../up, b: /tmp/x, c: ., d: "C:\\\\x", e: "a\\nb" } }
        |                            ^^^^^
        help: Write a path inside the command's own directory, such as result.json.

      pipeline.yaml:4:38: error[path-outside]: the output "b" cannot be written to "/tmp/x": it is absolute
      4 |   a: { cmd: [x], out: { a: ../up, b: /tmp/x, c: ., d: "C:\\\\x", e: "a\\nb" } }
        |                                      ^^^^^^
        help: Write a path inside the command's own directory, such as result.json.

      pipeline.yaml:4:49: error[path-outside]: the output "c" cannot be written to ".": it names the folder itself
      4 |   a: { cmd: [x], out: { a: ../up, b: /tmp/x, c: ., d: "C:\\\\x", e: "a\\nb" } }
        |                                                 ^
        help: Write a path inside the command's own directory, such as result.json.

      pipeline.yaml:4:55: error[path-outside]: the output "d" cannot be written to "C:\\\\x": it is absolute
      4 |   a: { cmd: [x], out: { a: ../up, b: /tmp/x, c: ., d: "C:\\\\x", e: "a\\nb" } }
        |                                                       ^^^^^^^
        help: Write a path inside the command's own directory, such as result.json.

      pipeline.yaml:4:67: error[path-outside]: the output "e" cannot be written to "a\\nb": it holds a control character
      4 |   a: { cmd: [x], out: { a: ../up, b: /tmp/x, c: ., d: "C:\\\\x", e: "a\\nb" } }
        |                                                                   ^^^^^^
        help: Write a path inside the command's own directory, such as result.json.
      "
    `);
  });

  it("refuses outputs in folders of tools", async () => {
    const problems = await problemsOf(
      stagesText(`
  a: { cmd: [x], out: { a: .fairline/data.arrow, b: repo/.git/x } }
`),
    );
    expect(problems).toMatchInlineSnapshot(`
      "pipeline.yaml:4:28: error[path-outside]: the output "a" cannot be written to ".fairline/data.arrow": ".fairline" belongs to a tool
      4 |   a: { cmd: [x], out: { a: .fairline/data.arrow, b: repo/.git/x } }
        |                            ^^^^^^^^^^^^^^^^^^^^
        help: Write a path inside the command's own directory, such as result.json.

      pipeline.yaml:4:53: error[path-outside]: the output "b" cannot be written to "repo/.git/x": ".git" belongs to a tool
      4 |   a: { cmd: [x], out: { a: .fairline/data.arrow, b: repo/.git/x } }
        |                                                     ^^^^^^^^^^^
        help: Write a path inside the command's own directory, such as result.json.
      "
    `);
  });

  it("refuses two outputs at one place", async () => {
    const problems = await problemsOf(
      stagesText(`
  a: { cmd: [x], out: { a: x, b: ./x, c: x/y } }
`),
    );
    expect(problems).toMatchInlineSnapshot(`
      "pipeline.yaml:4:34: error[path-outside]: the outputs "a" and "b" are written to the same place, or one inside the other
      4 |   a: { cmd: [x], out: { a: x, b: ./x, c: x/y } }
        |                                  ^^^
        help: Give each output a path of its own.

      pipeline.yaml:4:42: error[path-outside]: the outputs "a" and "c" are written to the same place, or one inside the other
      4 |   a: { cmd: [x], out: { a: x, b: ./x, c: x/y } }
        |                                          ^^^
        help: Give each output a path of its own.
      "
    `);
  });
});

describe("deps-exist", () => {
  it("refuses a dependency that is not there", async () => {
    const problems = await problemsOf(
      stagesText(`
  a: { cmd: [x], out: { a: x }, deps: [script.py] }
`),
    );
    expect(problems).toMatchInlineSnapshot(`
      "pipeline.yaml:4:40: error[input-file-missing]: there is no file "script.py"
      4 |   a: { cmd: [x], out: { a: x }, deps: [script.py] }
        |                                        ^^^^^^^^^
        help: Paths are relative to the pipeline file.
      "
    `);
  });

  it("refuses one that could be read without an end", async () => {
    const problems = await problemsOf(
      stagesText(`
  a: { cmd: [x], out: { a: x }, deps: [/dev/zero] }
`),
    );
    expect(problems).toMatchInlineSnapshot(`
      "pipeline.yaml:4:40: error[input-file-missing]: "/dev/zero" is neither a file nor a folder
      4 |   a: { cmd: [x], out: { a: x }, deps: [/dev/zero] }
        |                                        ^^^^^^^^^
        help: Write what it gives into a file.
      "
    `);
  });
});

describe("out-not-dep", () => {
  it("refuses an output over a dependency, inside one, or around one", async () => {
    const problems = await problemsOf(
      stagesText(`
  a: { cmd: [x], deps: [run.sh, ./lib/, made/in.txt], out: { a: run.sh, b: lib/x, c: made/, d: fine.txt } }
`),
      { files: { "run.sh": "", "lib/y": "", "made/in.txt": "" } },
    );
    expect(problems).toMatchInlineSnapshot(`
      "pipeline.yaml:4:65: error[path-outside]: the output "a" lies in the same place as the dependency "run.sh"
      4 |   a: { cmd: [x], deps: [run.sh, ./lib/, made/in.txt], out: { a: run.sh, b: lib/x, c: made/, d: fine.txt } }
        |                                                                 ^^^^^^
        help: Give the output a path of its own.

      pipeline.yaml:4:76: error[path-outside]: the output "b" lies in the same place as the dependency "lib"
      4 |   a: { cmd: [x], deps: [run.sh, ./lib/, made/in.txt], out: { a: run.sh, b: lib/x, c: made/, d: fine.txt } }
        |                                                                            ^^^^^
        help: Give the output a path of its own.

      pipeline.yaml:4:86: error[path-outside]: the output "c" lies in the same place as the dependency "made/in.txt"
      4 |   a: { cmd: [x], deps: [run.sh, ./lib/, made/in.txt], out: { a: run.sh, b: lib/x, c: made/, d: fine.txt } }
        |                                                                                      ^^^^^
        help: Give the output a path of its own.
      "
    `);
  });
});

describe("tools", () => {
  it("are the names of programs, of a command alone", async () => {
    const plan = await planText(
      stagesText(`  a: { cmd: [python3, -V], out: { a: x }, tools: [python3] }`),
    );
    expect(plan.instances[0]?.work).toMatchObject({ tools: ["python3"] });
    const path = stagesText(`  a: { cmd: [x], out: { a: x }, tools: [bin/x] }`);
    expect(await problemsOf(path)).toContain("must be the name of a program");
    const uses = stagesText(`  a: { uses: fake/rows, tools: [x] }`);
    expect(await problemsOf(uses)).toContain("error[");
  });
});
