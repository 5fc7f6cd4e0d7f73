import { serveWorker } from "@fairline/runner/worker";
import { CODECS } from "./artifacts/codecs.ts";
import { stageForWork } from "./stages/built-in.ts";

serveWorker({ stages: stageForWork, codecs: CODECS });
