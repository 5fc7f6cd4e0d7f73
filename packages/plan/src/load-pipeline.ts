import type { Diagnostic } from "@fairline/core";
import { INVALID } from "@fairline/yaml";
import { evaluateTemplate } from "./expression/evaluate.ts";
import { scopeOf, type Scope } from "./expression/scope.ts";
import { compileTemplate } from "./expression/template.ts";
import { declareStages } from "./file/declare-stages.ts";
import { readParameters } from "./file/parameters.ts";
import { readDocument, type PipelineDocument } from "./file/read.ts";
import { planGates } from "./gates/plan.ts";
import { expandStages } from "./instances/expand.ts";
import { connectStages } from "./instances/stage-graph.ts";
import { startLoad, type LoadContext, type LoadOptions } from "./load-context.ts";
import { expandMatrices } from "./matrix/stage-points.ts";
import type { Plan } from "./plan.ts";
import { checkDistinctPublications } from "./publish/distinct.ts";
import { checkExternals } from "./stage/externals.ts";
import { modelStages } from "./stage/model.ts";
import type { RecordedDependency } from "./trace/dependency.ts";

/** What a pipeline file comes to. */
export interface Loaded {
  /** Undefined where there are errors. */
  readonly plan: Plan | undefined;
  /** Every problem, sorted by location. */
  readonly diagnostics: readonly Diagnostic[];
  /** Texts of the files that the diagnostics point into, by file. */
  readonly texts: ReadonlyMap<string, string>;
  /** What the plan depends on besides its options and this code. */
  readonly dependencies: readonly RecordedDependency[];
}

/**
 * Reads a pipeline file, checks everything that the files alone can tell, and plans its instances.
 *
 * Never throws for what a user wrote: every problem is a diagnostic, and all are found at once. Runs nothing, and
 * reads no input data; modules of third parties' stages are imported.
 */
export async function loadPipeline(options: LoadOptions): Promise<Loaded> {
  const context = startLoad(options);
  const document = readDocument(context);
  const plan = document && (await planDocument(document, context));
  const diagnostics = context.problems.sorted(context.file);
  const hasErrors = diagnostics.some(({ severity }) => severity === "error");
  const { dependencies } = context.reads;
  const texts = new Map([...context.texts].filter(([name]) => !context.unquoted.has(name)));
  return { plan: hasErrors ? undefined : plan, diagnostics, texts, dependencies };
}

async function planDocument(document: PipelineDocument, context: LoadContext): Promise<Plan> {
  const { problems, file, texts } = context;
  const params = readParameters(document.params, context);
  const scope = scopeOf(params, context);
  const seed = rootSeed(document, scope, context);
  const declarations = declareStages(document, problems);
  const models = await modelStages(declarations, scope, context);
  const points = expandMatrices(declarations, scope, context);
  const graph = connectStages({ models, context }, points, scope);
  const expansion = expandStages(graph, scope, seed, context);
  const { instances, switchedOff, publications, stageCalls } = expansion;
  const gates = planGates(document.gates, { models, expansion, scope, context });
  const read = await checkExternals(stageCalls, declarations, context);
  checkDistinctPublications(publications, filesRead(instances, read, context), context);
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

/** The root seed: 0 where it is left out, or is no whole number of at least 0, which is reported. */
function rootSeed({ seed }: PipelineDocument, scope: Scope, { problems }: LoadContext): number {
  if (seed === undefined) return 0;
  const template = compileTemplate(seed.value, ["params"], problems);
  const value = evaluateTemplate(template, scope, problems);
  if (value === INVALID) return 0;
  if (typeof value === "number" && Number.isSafeInteger(value) && value >= 0) return value;
  problems.error(seed.value.location, {
    code: "value-type",
    message: `"seed" must be a whole number of at least 0, and is ${JSON.stringify(value)}`,
    hint: "Write seed: 17.",
  });
  return 0;
}

/** Every file that the pipeline and its plug-ins read: publishing over one would make it depend on itself. */
function filesRead(
  instances: Plan["instances"],
  externals: readonly string[],
  { texts, reads }: LoadContext,
): ReadonlySet<string> {
  const files = new Set([...texts.keys(), ...externals, ...reads.codeFiles]);
  for (const { inputs, work } of instances) {
    for (const { from } of inputs) if (from.type === "file") files.add(from.path);
    if (work.type === "command") for (const path of work.deps) files.add(path);
  }
  return files;
}
