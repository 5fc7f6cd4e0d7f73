import { diagnosticsJson, loadPipeline, renderDiagnostics } from "@fairline/plan";
import type { Loaded, Plan } from "@fairline/plan";
import type { PlanRequest } from "@fairline/plan/cache";
import { loadStages } from "../stages/built-in.ts";
import { moduleDigest } from "../stages/module-digest.ts";
import type { Terminal } from "../terminal.ts";
import { InvalidPipeline } from "./invalid-pipeline.ts";

/** What a pipeline that has no problems comes to. */
export type CheckedPipeline = Loaded & { readonly plan: Plan };

/**
 * Reads a pipeline and checks it. Warnings go to standard error.
 *
 * @throws InvalidPipeline with all problems at once.
 */
export async function checkPipeline(
  asked: Omit<PlanRequest, "planner">,
  terminal: Terminal,
): Promise<CheckedPipeline> {
  const stages = await loadStages();
  const loaded = await loadPipeline({ ...asked, stages, codeOf: moduleDigest });
  const { plan, diagnostics, texts } = loaded;
  const rendered = renderDiagnostics(diagnostics, texts, {
    color: terminal.errColor,
    base: terminal.cwd,
  });
  if (plan === undefined) {
    const json = diagnosticsJson(diagnostics, texts);
    throw new InvalidPipeline({ diagnostics, rendered, json });
  }
  if (diagnostics.length > 0) terminal.err(rendered);
  return { ...loaded, plan };
}
