import { spawnSync } from "node:child_process";
import { fileURLToPath } from "node:url";

/** How to get the peer whose intervals stand beside ours. */
export const HINT =
  "fairpipe's columns are left out: no Python with fairpipe was found.\n" +
  "To have them: python3 -m venv .venv && .venv/bin/pip install fairpipe==0.12.0, then --python .venv/bin/python";

/** Whether this Python has fairpipe. */
export function hasFairpipe(python) {
  const { status } = spawnSync(python, ["-c", "import fairness_pipeline_dev_toolkit.stats"]);
  return status === 0;
}

/** fairpipe's intervals, one a call; undefined where it has none. */
export function fairpipeIntervals(python, level, calls) {
  const program = fileURLToPath(new URL("fairpipe.py", import.meta.url));
  const { status, stdout, stderr } = spawnSync(python, [program], {
    input: JSON.stringify({ level, calls }),
    encoding: "utf8",
    maxBuffer: 1 << 28,
  });
  if (status !== 0) throw new Error(`fairpipe failed: ${stderr}`);
  return JSON.parse(stdout).map((ends) =>
    ends === null ? undefined : { low: ends[0], high: ends[1] },
  );
}
