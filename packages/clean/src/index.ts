export { tableStage } from "./table.stage.ts";
