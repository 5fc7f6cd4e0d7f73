export type { JobSources } from "./execution/job/perform.ts";
export { serveWorker } from "./execution/job/serve-worker.ts";
