import type { Failure } from "../event.ts";
import type { WorkerJob } from "./executor.ts";

/** What the runner tells a worker. A worker has one job at a time. */
export type ToWorker =
  { readonly type: "job"; readonly job: WorkerJob } | { readonly type: "cancel" };

/** What a worker tells the runner. */
export type FromWorker =
  | {
      readonly type: "progress";
      readonly done: number;
      readonly total: number;
      readonly note: string;
    }
  | { readonly type: "log"; readonly level: "info" | "warn"; readonly message: string }
  | { readonly type: "done" }
  | { readonly type: "failed"; readonly failure: Failure };
