import { execFile } from "node:child_process";
import { createHash } from "node:crypto";
import {
  chmodSync,
  mkdtempSync,
  readFileSync,
  readdirSync,
  rmSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join, relative } from "node:path";

export const bin = join(import.meta.dirname, "../../packages/cli/bin/fairline.js");

/** All that a run sees of this process: no FAIRLINE_HOME. */
export const env = { PATH: process.env.PATH, HOME: process.env.HOME };

const pipeline = `version: 1
name: trials
params: { word: one }
stages:
  rows: { cmd: "cat \${{ in.r }} > \${{ out.o }}", in: { r: ./rows.txt }, out: { o: rows.txt } }
  folder: { cmd: "for i in 1 2 3; do cat \${{ in.r }} > d/$i; echo $i >> d/$i; done; mkdir d/none", in: { r: rows }, out: { o: d/ }, publish: { o: out/d } }
  tool: { cmd: "printf '#!/bin/sh\\\\necho tool\\\\n' > \${{ out.o }}; chmod +x \${{ out.o }}", out: { o: tool }, publish: { o: out/tool } }
  part: { cmd: "echo \${{ params.word }} \${{ matrix.n }} > \${{ out.o }}; cat \${{ in.r }} >> \${{ out.o }}", matrix: { n: [1, 2, 3] }, in: { r: rows }, out: { o: part.txt } }
  all: { cmd: "cat \${{ in.p }}/* \${{ in.d }}/[123] > \${{ out.o }}; \${{ in.t }} >> \${{ out.o }}", in: { p: "part[*].o", d: folder, t: tool }, out: { o: all.txt }, publish: { o: out/all.txt } }
`;

/** A project with a pipeline, and what a run in a fresh store publishes. */
export async function makeWorld() {
  const folder = mkdtempSync(join(tmpdir(), "fairline-trials-"));
  writeFileSync(join(folder, "pipeline.yaml"), pipeline);
  writeFileSync(join(folder, "rows.txt"), "a\nb\nc\n");
  const remove = () => rmSync(folder, { recursive: true, force: true });
  const fairline = (...words) =>
    new Promise((resolve) => {
      execFile(process.execPath, [bin, ...words], { cwd: folder, env }, (error, out, err) => {
        resolve({ code: error === null ? 0 : (error.code ?? 1), said: `${out}${err}` });
      });
    });
  const run = (...words) => fairline("run", "pipeline.yaml", ...words);
  const forget = () => rmSync(join(folder, "out"), { recursive: true, force: true });
  const first = await run();
  if (first.code !== 0) {
    remove();
    throw new Error(`a run in a fresh store failed:\n${first.said}`);
  }
  const right = contentOf(join(folder, "out"));
  return {
    folder,
    store: join(folder, ".fairline"),
    run,
    forget,
    remove,
    /** Runs twice without disturbance: `right`, `refused` with words, or `wrong`, with what was printed. */
    verdict: async () => {
      forget();
      for (let time = 1; time <= 2; time += 1) {
        const { code, said } = await run();
        if (/bug in Fairline/i.test(said)) return { state: "wrong", said };
        if (code === 3 && time === 1) return { state: "refused", said };
        if (code !== 0 || contentOf(join(folder, "out")) !== right) return { state: "wrong", said };
      }
      // What these runs had no use for may still be damaged: it is found, dropped, and gone.
      const dropped = await fairline("cache", "verify");
      if (/bug in Fairline/i.test(dropped.said)) return { state: "wrong", said: dropped.said };
      const verified = await fairline("cache", "verify");
      return { state: verified.code === 0 ? "right" : "wrong", said: verified.said };
    },
  };
}

/** Names, rights and bytes of everything in a folder, as one digest. */
function contentOf(folder) {
  const digest = createHash("sha256");
  for (const path of filesBelow(folder).sort()) {
    digest.update(`${relative(folder, path)} ${statSync(path).mode & 0o777}\n`);
    digest.update(readFileSync(path));
  }
  return digest.digest("hex");
}

export function filesBelow(folder) {
  const entries = readdirSync(folder, { recursive: true, withFileTypes: true });
  return entries.filter((entry) => entry.isFile()).map((e) => join(e.parentPath, e.name));
}

/** Changes a file's bytes in place, whatever its rights. */
export function rewrite(path, change) {
  const { mode } = statSync(path);
  chmodSync(path, 0o644);
  writeFileSync(path, change(readFileSync(path)));
  chmodSync(path, mode & 0o777);
}

/** Bytes with one bit turned. */
export function flipped(bytes, random) {
  if (bytes.length === 0) return bytes;
  bytes[random.below(bytes.length)] ^= 1 << random.below(8);
  return bytes;
}
