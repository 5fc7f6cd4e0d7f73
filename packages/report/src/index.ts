export { htmlStage } from "./html.stage.ts";
export { markdownStage } from "./markdown.stage.ts";
