import { parentPort, workerData } from "node:worker_threads";
import { perform } from "./perform.ts";
import type { Memories } from "./perform.ts";
import { serve } from "./threads/serve.ts";
import type { WorkerStart } from "./threads/serve.ts";

// The crew that starts this file gives what a worker needs.
if (parentPort !== null) serve(parentPort, workerData as WorkerStart<Memories>, perform);
