import { pipelineSchema } from "@fairline/plan";
import type { ExitCode } from "../exit-code.ts";
import { jsonText } from "../format/json.ts";
import { loadStages } from "../stages/built-in.ts";
import type { Terminal } from "../terminal.ts";

/** Prints the JSON Schema of pipeline files. */
export async function schema(terminal: Terminal): Promise<ExitCode> {
  terminal.out(jsonText(pipelineSchema(await loadStages())));
  return 0;
}
