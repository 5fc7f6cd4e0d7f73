import { createHash } from "node:crypto";
import { fitTrees, writeEnsemble } from "@fairline/trees";
import { perform } from "../../src/perform.ts";
import type { Memories } from "../../src/perform.ts";
import { openCrew } from "../../src/threads/crew.ts";
import { sharedBytes, sharedFloats, sharedWords } from "../../src/threads/shared-memory.ts";
import { world } from "../world.ts";

const { columns, labels } = world(40_000, "threads");
const validation = world(20_000, "validation");

/* A checksum of the trees that a number of threads gives, for rows enough to be shared among them. */
for (const threads of [1, 3]) {
  let judged = 0;
  const { ensemble } = await fitTrees(
    { columns, labels },
    {
      objective: { loss: "softmax", classes: 2 },
      rounds: 4,
      rowFraction: 0.9,
      seed: "1",
      threads,
      validation: {
        columns: validation.columns,
        metric: ({ raw }) => (judged = raw.reduce((sum, score) => sum + score ** 2, 0)),
        better: "higher",
        patience: 4,
      },
    },
  );
  const digest = createHash("sha256").update(writeEnsemble(ensemble)).digest("hex");
  process.stdout.write(`${digest} ${String(judged)}\n`);
}

/* Two threads are asked for a column each, of which there is one: the worker fails, and this thread must hear of it. */
const crew = await openCrew<Memories>(2, {
  perform,
  memories: {},
  worker: new URL("../../src/worker.ts", import.meta.url),
});
crew.share({
  binning: {
    columns: [sharedFloats(3)],
    weights: sharedFloats(0),
    maxBins: 2,
    edges: [sharedFloats(2)],
    edgeCounts: sharedWords(2),
    bins: sharedBytes(0),
    positions: sharedWords(2),
  },
});
try {
  crew.run("edges", 2);
} catch (error) {
  process.stdout.write(String(error));
} finally {
  await crew.close();
}
