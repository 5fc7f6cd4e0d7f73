import { isDeepStrictEqual } from "node:util";
import { sha256 } from "@fairline/core";
import type { Plan } from "../plan.ts";
import { answerTo } from "../trace/answer.ts";
import type { AnswerSources } from "../trace/answer.ts";
import type { Finding } from "../trace/question.ts";
import { keptPlanOf, planOfKept } from "./cached-plan.ts";
import type { KeptPlan, PlanRequest } from "./cached-plan.ts";

/** A plan that was made before and is still right. */
export interface RecalledPlan {
  readonly plan: Plan;
  /** Texts of its files by absolute path, and what `--set` says under that name. */
  readonly texts: ReadonlyMap<string, string>;
}

/** Where plans are kept as texts, one a pipeline file. */
export interface PlanTexts {
  /** The text kept for a pipeline file, by its absolute path; undefined where there is none that can be read. */
  read(file: string): string | undefined;
  /** Keeps a text in the place of the last one, or does without. */
  write(file: string, text: string): Promise<void>;
}

/**
 * Finds the plan of an earlier request, if every question that it was made from has the same answer now.
 *
 * @returns Undefined where there is none, it was damaged, or anything has changed.
 */
export async function recallPlan(
  texts: PlanTexts,
  request: PlanRequest,
  sources: AnswerSources,
): Promise<RecalledPlan | undefined> {
  const kept = readKept(texts.read(request.file));
  if (kept === undefined || !isDeepStrictEqual(kept.request, request)) return undefined;
  const sourceTexts = new Map([["--set", request.set.join("\n")]]);
  if (!(await isStillSo(kept.findings, sources, sourceTexts))) return undefined;
  return { plan: planOfKept(kept, sourceTexts, sources), texts: sourceTexts };
}

async function isStillSo(
  findings: readonly Finding[],
  sources: AnswerSources,
  texts: Map<string, string>,
): Promise<boolean> {
  try {
    for (const { question, answer } of findings) {
      if (!isDeepStrictEqual(await answerTo(question, sources, texts), answer)) return false;
    }
    return true;
  } catch {
    // Whatever cannot be asked any more is told by planning anew, with its location.
    return false;
  }
}

/** Keeps a plan for the next request of its kind, where it can be kept. */
export async function keepPlan(
  texts: PlanTexts,
  request: PlanRequest,
  { plan, findings }: { readonly plan: Plan; readonly findings: readonly Finding[] },
): Promise<void> {
  const kept = keptPlanOf(plan, request, findings);
  if (kept === undefined) return;
  const body = JSON.stringify(kept);
  await texts.write(request.file, `${sha256(body)}\n${body}`);
}

function readKept(text: string | undefined): KeptPlan | undefined {
  const body = text?.slice(65);
  if (body === undefined || text?.slice(0, 65) !== `${sha256(body)}\n`) return undefined;
  // The digest says that `keepPlan` wrote it; of which format, the request tells with the code that wrote it.
  return JSON.parse(body) as KeptPlan;
}
