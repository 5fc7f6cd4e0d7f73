import { expect, test } from "vitest";
import { marked } from "./fairline.ts";
import { projectForTest } from "./project.ts";

test("goes on after a failure with what does not need it, where that is asked for", async () => {
  const { run, write } = projectForTest();
  const stage = (code: string): string =>
    `{ cmd: [node, -e, ${JSON.stringify(code)}], out: { o: o.txt } }`;
  const good = "require('fs').writeFileSync('o.txt', 'x')";
  const bad = "console.log('half way'); process.exit(7)";
  write(
    "two.yaml",
    `version: 1\nname: two\nstages:\n  bad: ${stage(bad)}\n  good: ${stage(good)}\n`,
  );
  const ended = await run("run", "two.yaml", "-j", "1", "--keep-going");
  expect([ended.code, marked("+", ended)]).toEqual([1, ["good"]]);
  expect(ended.err).toMatchInlineSnapshot(`
    "  <time>  run <run> of two: 2 instances
      <time>  > bad started: it has not run before
      <time>  x bad failed: the command exited with 7
        at two.yaml:4:3
        Its last lines are shown; its whole output is in the log.
        the end of its log:
        | half way
        the whole log: <here>/store/runs/<run>/logs/bad.log
      <time>  > good started: it has not run before
      <time>  + good done in <time>
    "
  `);
});
