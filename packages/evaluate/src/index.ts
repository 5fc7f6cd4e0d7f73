export { groupsStage } from "./groups.stage.ts";
