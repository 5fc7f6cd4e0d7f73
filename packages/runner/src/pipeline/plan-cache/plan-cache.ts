import { readFileSync } from "node:fs";
import { isDeepStrictEqual } from "node:util";
import type { Plan } from "../plan.ts";
import { errorCode } from "../../store/disk.ts";
import { sha256 } from "../../store/objects/hash.ts";
import { layoutOf } from "../../store/layout.ts";
import type { Store } from "../../store/store.ts";
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

/**
 * Finds the plan of an earlier request in a store, if every question that it was made from has the same answer now.
 *
 * @param directory - The store's; nothing needs to be there.
 * @returns Undefined where there is none, it was damaged, or anything has changed.
 */
export async function recallPlan(
  directory: string,
  request: PlanRequest,
  sources: AnswerSources,
): Promise<RecalledPlan | undefined> {
  const kept = readKept(layoutOf(directory).plan(request.file));
  if (kept === undefined || !isDeepStrictEqual(kept.request, request)) return undefined;
  const texts = new Map([["--set", request.set.join("\n")]]);
  if (!(await isStillSo(kept.findings, sources, texts))) return undefined;
  return { plan: planOfKept(kept, texts, sources), texts };
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
    // Whatever cannot be asked any more is told by planning anew, with its place.
    return false;
  }
}

/** Keeps a plan in a store for the next request of its kind, where it can be kept and the store can be written. */
export async function keepPlan(
  store: Store,
  request: PlanRequest,
  { plan, findings }: { readonly plan: Plan; readonly findings: readonly Finding[] },
): Promise<void> {
  const kept = keptPlanOf(plan, request, findings);
  if (kept === undefined) return;
  const body = JSON.stringify(kept);
  const draft = store.layout.draft("plan");
  try {
    await store.disk.write(draft, `${sha256(body)}\n${body}`);
    store.disk.rename(draft, store.layout.plan(request.file));
  } catch (error) {
    // Without it the next command plans anew; nothing is lost.
    if (errorCode(error) === undefined) throw error;
    // What cannot be removed now is swept by a garbage collection.
    await store.disk.remove(draft).catch(() => undefined);
  }
}

function readKept(path: string): KeptPlan | undefined {
  let text: string;
  try {
    text = readFileSync(path, "utf8");
  } catch (error) {
    if (errorCode(error) === undefined) throw error;
    return undefined;
  }
  const body = text.slice(65);
  if (text.slice(0, 65) !== `${sha256(body)}\n`) return undefined;
  // The digest says that `keepPlan` wrote it; of which format, the request tells with the code that wrote it.
  return JSON.parse(body) as KeptPlan;
}
