import { INVALID, jsonOf, reportIssues } from "@fairline/yaml";
import type { Invalid, Problems, ScalarNode, SyntaxNode } from "@fairline/yaml";
import type { ArtifactKind } from "@fairline/core";
import type { CommandTemplate, CommandWork } from "../plan.ts";
import { fieldValue, type Field, type StageDeclaration } from "../file/stage-declaration.ts";
import { STAGE_KEYS } from "../file/keys.ts";
import { evaluateHole, insertedText } from "../expression/evaluate-template.ts";
import { partsOf, type PathExpression } from "@fairline/expression";
import type { Scope } from "../expression/scope.ts";
import { compileParts, type ParsedHole } from "../expression/template.ts";
import { resolvePath, type Loading } from "../load-context.ts";
import { checkHole, type RuntimeNames } from "./command-hole.ts";
import { checkOutNotDep } from "./out-not-dep.ts";
import { checkOutPaths } from "./out-path.ts";
import { kindOfPath } from "./command-outputs.ts";

/** A part of an argument: text, a hole that is filled now, or one that is filled when the command runs. */
type Part = string | ParsedHole | { readonly runtime: Exclude<CommandTemplate[number], string> };

interface CompiledText {
  readonly node: ScalarNode;
  readonly parts: readonly Part[];
}

/** A command with its expressions parsed. */
export type CompiledCommand =
  | { readonly type: "argv"; readonly args: readonly CompiledText[] }
  | { readonly type: "shell"; readonly script: CompiledText };

/** Parses a command once for all its points; undefined where something in it is wrong. */
export function compileCommand(
  field: Field,
  names: RuntimeNames,
  problems: Problems,
): CompiledCommand | undefined {
  const { node } = field;
  const value = jsonOf(node);
  const { shape } = STAGE_KEYS.cmd;
  const result = shape.safeParse(value);
  if (!result.success) {
    const about = {
      owner: '"cmd"',
      noun: "key",
      ownerLocation: field.keyLocation,
      prefix: "cmd",
    } as const;
    reportIssues(result.error.issues, { schema: shape, value, node, ...about }, problems);
    return undefined;
  }
  const compile = (one: SyntaxNode) => compileText(one as ScalarNode, names, problems); // The shape says so.
  if (node.type !== "list") {
    const script = compile(node);
    return script && { type: "shell", script };
  }
  const args = node.items.map(compile).filter((one) => one !== undefined);
  return args.length === node.items.length ? { type: "argv", args } : undefined;
}

function compileText(
  node: ScalarNode,
  names: RuntimeNames,
  problems: Problems,
): CompiledText | undefined {
  const parts = compileParts(node, STAGE_KEYS.cmd.roots, problems);
  const compiled = parts?.map((part) =>
    typeof part === "string" ? part : runtimePart(part, node, names, problems),
  );
  if (compiled === undefined || compiled.includes(undefined)) return undefined;
  return { node, parts: compiled as readonly Part[] };
}

/** A hole that names an input, an output or a variable is left for the run; every other one is filled now. */
function runtimePart(
  hole: ParsedHole,
  node: ScalarNode,
  names: RuntimeNames,
  problems: Problems,
): Part | undefined {
  const paths = [...partsOf(hole.expression)].filter(
    (part): part is PathExpression =>
      part.type === "path" && ["in", "out", "env"].includes(part.name),
  );
  const [path] = paths;
  if (path === undefined) return hole;
  const runtime = checkHole(hole, { path, node }, names, problems);
  return runtime && { runtime };
}

/** The work of a command at one matrix point; {@link INVALID} where something is wrong. */
export function commandWork(
  declaration: StageDeclaration,
  compiled: CompiledCommand,
  at: { readonly scope: Scope; readonly instance: string; readonly loading: Loading },
): CommandWork | Invalid {
  const { scope, instance, loading } = at;
  const { problems } = loading;
  const fill = (text: CompiledText) => fillText(text, scope, problems);
  const command =
    compiled.type === "shell"
      ? { type: "shell" as const, script: fill(compiled.script) }
      : { type: "argv" as const, args: compiled.args.map(fill) };
  const texts = command.type === "shell" ? [command.script] : command.args;
  const deps = depsOf(declaration, at);
  const out = outOf(declaration, scope, instance, problems);
  if (texts.includes(INVALID) || deps === INVALID || out === INVALID) return INVALID;
  const field = declaration.fields.get("out");
  if (field !== undefined && !checkOutNotDep(out, deps, field, loading)) return INVALID;
  // No text is broken.
  return { type: "command", command: command as CommandWork["command"], deps, out };
}

function fillText(
  { node, parts }: CompiledText,
  scope: Scope,
  problems: Problems,
): CommandTemplate | Invalid {
  const template: CommandTemplate[number][] = [];
  for (const part of parts) {
    if (typeof part === "object" && "runtime" in part) {
      template.push(part.runtime);
      continue;
    }
    const value = typeof part === "string" ? part : evaluateHole(part, node, scope, problems);
    const text = value === INVALID ? undefined : insertedText(value, part, node, problems);
    if (text === undefined) return INVALID;
    const last = template.at(-1);
    if (typeof last === "string") template[template.length - 1] = last + text;
    else template.push(text);
  }
  return template;
}

function depsOf(
  declaration: StageDeclaration,
  { scope, instance, loading }: { scope: Scope; instance: string; loading: Loading },
): readonly string[] | Invalid {
  const field = declaration.fields.get("deps");
  if (field === undefined) return [];
  const value = fieldValue(field, scope, instance, loading.problems);
  // The shape of `deps` is a list of texts.
  return value === INVALID
    ? INVALID
    : (value as readonly string[]).map((path) => resolvePath(loading, path));
}

type Out = Readonly<Record<string, { readonly kind: ArtifactKind; readonly path: string }>>;

function outOf(
  declaration: StageDeclaration,
  scope: Scope,
  instance: string,
  problems: Problems,
): Out | Invalid {
  const field = declaration.fields.get("out");
  if (field === undefined) return INVALID;
  const value = fieldValue(field, scope, instance, problems);
  if (value === INVALID) return INVALID;
  // The shape of `out` says so.
  const raw = value as Readonly<Record<string, string | { path: string; kind: ArtifactKind }>>;
  const out = Object.fromEntries(
    Object.entries(raw).map(([port, one]) => [
      port,
      typeof one === "string"
        ? { path: one, kind: kindOfPath(one) }
        : { path: one.path, kind: one.kind },
    ]),
  );
  return checkOutPaths(out, field, problems) ? out : INVALID;
}
