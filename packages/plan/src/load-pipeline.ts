import type { Diagnostic } from "@fairline/core";
import { INVALID } from "@fairline/yaml";
import type { Plan } from "./plan.ts";
import { declareStages } from "./file/declare-stages.ts";
import type { PipelineDocument } from "./file/document.ts";
import { readParameters } from "./file/parameters.ts";
import { readDocument } from "./file/read.ts";
import { evaluateTemplate } from "./expression/evaluate-template.ts";
import { scopeOf } from "./expression/scope-of.ts";
import type { Scope } from "./expression/scope.ts";
import { compileTemplate } from "./expression/template.ts";
import { startLoading, type Loading, type LoadOptions } from "./load-context.ts";
import { expandMatrices } from "./matrix/stage-points.ts";
import type { Finding } from "./trace/question.ts";
import { checkExternals } from "./stage/externals.ts";
import { planGates } from "./gates/plan.ts";
import { expandStages } from "./instances/expand.ts";
import { wireStages } from "./instances/stage-graph.ts";
import { checkDistinctPublications } from "./publish/distinct.ts";
import { checkSeed } from "./file/seed.ts";
import { modelStages } from "./stage/models.ts";

/** What a pipeline file comes to. */
export interface Loaded {
  /** Undefined where there are errors. */
  readonly plan: Plan | undefined;
  /** Every problem, sorted by location. */
  readonly diagnostics: readonly Diagnostic[];
  /** Texts of the files that the diagnostics point into, by file. */
  readonly texts: ReadonlyMap<string, string>;
  /** What the plan rests on besides its options and this code. */
  readonly findings: readonly Finding[];
}

/**
 * Reads a pipeline file, checks everything that the files alone can tell, and plans its instances.
 *
 * Never throws for what a user wrote: every problem is a diagnostic, and all are found at once. Runs nothing, and
 * reads no input data; modules of third parties' stages are imported.
 */
export async function loadPipeline(options: LoadOptions): Promise<Loaded> {
  const loading = startLoading(options);
  const document = readDocument(loading);
  const plan = document && (await planDocument(document, loading));
  const diagnostics = loading.problems.sorted(loading.file);
  const hasErrors = diagnostics.some(({ severity }) => severity === "error");
  const { findings } = loading.outside;
  return { plan: hasErrors ? undefined : plan, diagnostics, texts: loading.texts, findings };
}

async function planDocument(document: PipelineDocument, loading: Loading): Promise<Plan> {
  const { problems, file, texts } = loading;
  const params = readParameters(document.params, loading);
  const scope = scopeOf(params, loading);
  const seed = rootSeed(document, scope, loading);
  const declarations = declareStages(document, problems);
  const models = await modelStages(declarations, scope, loading);
  const points = expandMatrices(declarations, scope, problems);
  const graph = wireStages({ models, loading }, points, scope);
  const expansion = expandStages(graph, scope, seed, loading);
  const { instances, switchedOff, built, publications, works } = expansion;
  const gates = planGates(document.gates, { models, built, works, scope, loading });
  const read = await checkExternals(works, declarations, loading);
  checkDistinctPublications(publications, filesRead(instances, read, loading), loading);
  return {
    name: document.name,
    description: document.description,
    seed,
    file,
    text: texts.get(file) ?? "",
    otherTexts: Object.fromEntries([...texts].filter(([name]) => name !== file)),
    params: params.values,
    instances,
    switchedOff,
    gates,
  };
}

function rootSeed({ seed }: PipelineDocument, scope: Scope, { problems }: Loading): number {
  if (seed === undefined) return 0;
  const value = evaluateTemplate(
    compileTemplate(seed.value, ["params"], problems),
    scope,
    problems,
  );
  return value !== INVALID && checkSeed(value, seed.value.location, problems) ? value : 0;
}

/** Every file that the pipeline reads: publishing over one would make it depend on itself. */
function filesRead(
  instances: Plan["instances"],
  externals: readonly string[],
  { texts }: Loading,
): ReadonlySet<string> {
  const files = new Set([...texts.keys(), ...externals]);
  for (const { inputs, work } of instances) {
    for (const { from } of inputs) if (from.type === "file") files.add(from.path);
    if (work.type === "command") for (const path of work.deps) files.add(path);
  }
  return files;
}
