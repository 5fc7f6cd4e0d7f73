export type { JobSources } from "./job/perform.ts";
export { serveWorker } from "./job/serve-worker.ts";
