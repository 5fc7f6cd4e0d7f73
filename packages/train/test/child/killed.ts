import { simulatedTable, stageContext } from "@fairline/testing";
import { mlpStage } from "@fairline/train";
import { trained } from "../trained.ts";

// Trains with checkpoints in a directory, and kills its own process when so many epochs are done.
const [, , params, checkpoints, killedAfter] = process.argv;
const context = stageContext({
  backend: "onnx",
  checkpoints,
  progress: (done) => {
    if (done === Number(killedAfter)) process.kill(process.pid, "SIGKILL");
  },
});
const said = JSON.parse(params!) as Readonly<Record<string, unknown>>;
await trained(mlpStage, simulatedTable({ rows: 500 }), said, context);
