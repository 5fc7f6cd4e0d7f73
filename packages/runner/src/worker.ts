export type { JobSources } from "./execution/perform-job.ts";
export { serveWorker } from "./execution/serve-worker.ts";
