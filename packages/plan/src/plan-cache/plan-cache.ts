import { isDeepStrictEqual } from "node:util";
import { sha256 } from "@fairline/core";
import type { Plan } from "../plan.ts";
import type { RecordedDependency } from "../trace/dependency.ts";
import { TracedReads, type CodeSources } from "../trace/traced-reads.ts";
import { cachedPlanOf, planOfCached } from "./cached-plan.ts";
import type { CachedPlan, PlanRequest } from "./cached-plan.ts";

/** A plan that was made before and is still right. */
export interface FoundPlan {
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
 * Finds the plan of an earlier request, if everything that it was made from is the same now.
 *
 * @returns Undefined where there is none, it was damaged, or anything has changed.
 */
export async function findPlan(
  texts: PlanTexts,
  request: PlanRequest,
  sources: CodeSources,
): Promise<FoundPlan | undefined> {
  const cached = readCached(texts.read(request.file));
  if (cached === undefined || !isDeepStrictEqual(cached.request, request)) return undefined;
  const reads = new TracedReads(sources.codeOf);
  if (!(await areUnchanged(cached.dependencies, reads, sources))) return undefined;
  const sourceTexts = new Map([...reads.texts, ["--set", request.set.join("\n")]]);
  return { plan: planOfCached(cached, sourceTexts, sources), texts: sourceTexts };
}

async function areUnchanged(
  dependencies: readonly RecordedDependency[],
  reads: TracedReads,
  { stageFor }: CodeSources,
): Promise<boolean> {
  try {
    for (const [index, { dependency, digest }] of dependencies.entries()) {
      await reads.replay(dependency, stageFor);
      if (reads.dependencies[index]?.digest !== digest) return false;
    }
    return true;
  } catch {
    // What cannot be looked at any more is reported by planning again, with its location.
    return false;
  }
}

/** Stores a plan for the next request of its kind, where plain data can hold it. */
export async function storePlan(
  texts: PlanTexts,
  request: PlanRequest,
  {
    plan,
    dependencies,
  }: { readonly plan: Plan; readonly dependencies: readonly RecordedDependency[] },
): Promise<void> {
  const cached = cachedPlanOf(plan, request, dependencies);
  if (cached === undefined) return;
  const body = JSON.stringify(cached);
  await texts.write(request.file, `${sha256(body)}\n${body}`);
}

function readCached(text: string | undefined): CachedPlan | undefined {
  const body = text?.slice(65);
  if (body === undefined || text?.slice(0, 65) !== `${sha256(body)}\n`) return undefined;
  // By the digest, `storePlan` wrote it; by the request, with this very code.
  return JSON.parse(body) as CachedPlan;
}
