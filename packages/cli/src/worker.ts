import { serveWorker } from "@fairline/runner/worker";
import { CODECS } from "./codecs.ts";
import { stageForWork } from "./stages.ts";

serveWorker({ stages: stageForWork, codecs: CODECS });
