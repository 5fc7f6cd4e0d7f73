/** The graph that every tool builds: chains of stages, each copying the file of the one before it. */
import { closeSync, mkdirSync, openSync, readFileSync, writeFileSync, writeSync } from "node:fs";
import { randomBytes } from "node:crypto";
import { dirname, join } from "node:path";

/**
 * The stages of every chain; stage 0 reads the chain's input.
 *
 * `shell(input, output)` is the command of a stage: a copy, with the stage's name in a comment, so that no two stages are the
 * same work. With `log`, every command also notes that it ran, and stage 0 turns its input into capitals, so that an edit of
 * the input's case reruns it with the same bytes. The command of the stage at `edited` reads differently and does the same.
 */
export function stagesOf({ chains, length, log, edited }) {
  return Array.from({ length: chains }, (_, chain) =>
    Array.from({ length }, (_, step) => {
      const name = `c${String(chain)}s${String(step)}`;
      return {
        name,
        chain,
        input:
          step === 0
            ? `input/${String(chain)}.txt`
            : `out/c${String(chain)}s${String(step - 1)}.txt`,
        output: `out/${name}.txt`,
        shell: (input, output) => {
          const copy =
            log !== undefined && step === 0
              ? `tr a-z A-Z < ${input} > ${output}`
              : `cp ${input} ${output}`;
          const noted = log === undefined ? copy : `${copy} && echo ${String(step)} >> ${log}`;
          return `${noted} # ${name}${step === edited ? " edited" : ""}`;
        },
        upstream: step === 0 ? undefined : `c${String(chain)}s${String(step - 1)}`,
      };
    }),
  ).flat();
}

/** Writes the inputs: a small file a chain. */
export function writeInputs(directory, { chains }) {
  for (let chain = 0; chain < chains; chain++) {
    put(directory, `input/${String(chain)}.txt`, `chain ${String(chain)}\n`);
  }
}

export function put(directory, path, text) {
  mkdirSync(dirname(join(directory, path)), { recursive: true });
  writeFileSync(
    join(directory, path),
    typeof text === "string" ? text : JSON.stringify(text, null, 1),
  );
}

/** Writes a file of so many bytes, 16 MB at random again and again. */
export function writeBytes(path, bytes) {
  const block = randomBytes(Math.min(bytes, 2 ** 24));
  const file = openSync(path, "w");
  for (let done = 0; done < bytes; done += block.length) writeSync(file, block);
  closeSync(file);
}

export function read(path) {
  try {
    return readFileSync(path, "utf8");
  } catch {
    return undefined;
  }
}
