import { FairlineError } from "@fairline/core";
import { loadPipeline } from "@fairline/plan";
import type { Loaded, Plan } from "@fairline/plan";
import type { PlanRequest } from "@fairline/plan/cache";
import { renderDiagnostics } from "@fairline/yaml";
import { countText } from "../format/amount.ts";
import { loadStages } from "../stages/built-in.ts";
import { moduleDigest } from "../stages/module-digest.ts";
import type { Terminal } from "../terminal.ts";

/** What a pipeline that has no problems comes to. */
export type CheckedPipeline = Loaded & { readonly plan: Plan };

/**
 * Reads a pipeline and checks it. Warnings go to standard error.
 *
 * @throws FairlineError `PIPELINE_INVALID` with all problems at once.
 */
export async function checkPipeline(
  request: Omit<PlanRequest, "planner">,
  terminal: Terminal,
): Promise<CheckedPipeline> {
  const stages = await loadStages();
  const loaded = await loadPipeline({ ...request, stages, codeOf: moduleDigest });
  const { plan, diagnostics, texts } = loaded;
  if (plan === undefined) {
    const count = countText(diagnostics.length, "problem");
    throw new FairlineError("PIPELINE_INVALID", `the pipeline has ${count}`, {
      problems: { diagnostics, texts },
    });
  }
  if (diagnostics.length > 0) {
    terminal.err(renderDiagnostics(loaded, { color: terminal.errColor, base: terminal.cwd }));
  }
  return { ...loaded, plan };
}
