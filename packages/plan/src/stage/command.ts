import { nameHint } from "@fairline/core";
import { partsOf, type PathExpression } from "@fairline/expression";
import { INVALID, allValid, jsonOf, locationWithin, reportIssues } from "@fairline/yaml";
import type { Invalid, Problems, ScalarNode } from "@fairline/yaml";
import { partText } from "../expression/evaluate.ts";
import { locationInHole } from "../expression/hole.ts";
import { compileParts, type ParsedHole } from "../expression/template.ts";
import { STAGE_KEYS } from "../file/keys.ts";
import { fieldValue } from "../file/stage-declaration.ts";
import type { Field, PointContext, StageDeclaration } from "../file/stage-declaration.ts";
import type { CommandTemplate, CommandWork, ShellWork } from "../plan.ts";
import { commandPaths } from "./command-paths.ts";
import type { StageOrCommand } from "./model.ts";

/** Names that a command may use and that get their values when it runs; undefined where they are not known. */
type RuntimeNames = Readonly<Record<keyof typeof NOUNS, readonly string[] | undefined>>;

/** What each of them is called, and how one more is declared. */
const NOUNS = {
  in: { noun: "input", plural: "inputs", hint: "List it under `in:`." },
  out: { noun: "output", plural: "outputs", hint: "List it under `out:`." },
  env: { noun: "variable", plural: "listed variables", hint: "List it under `env:`." },
} as const;

/** A path that starts with one of {@link RuntimeNames}. */
type RuntimePath = PathExpression & { readonly name: keyof RuntimeNames };

/** What is filled in when the command runs. */
type RuntimePart = Exclude<CommandTemplate[number], string>;

interface CompiledText {
  readonly node: ScalarNode;
  /** Text, holes that are filled now, and those that are filled when the command runs. */
  readonly parts: readonly (string | ParsedHole | { readonly runtime: RuntimePart })[];
}

/** A command with its expressions parsed. */
export type CompiledCommand =
  | { readonly type: "argv"; readonly args: readonly CompiledText[] }
  | { readonly type: "shell"; readonly script: CompiledText };

/**
 * Parses a command once for all its points; undefined where something in it is wrong.
 *
 * @param inputs - Names of its inputs; undefined where they are not known.
 */
export function compileCommand(
  { fields: { cmd, env, shell } }: StageDeclaration,
  { outputs }: StageOrCommand & { readonly type: "command" },
  inputs: readonly string[] | undefined,
  problems: Problems,
): CompiledCommand | undefined {
  if (cmd === undefined || !checkForm(cmd, problems)) return undefined;
  const listed = env?.node.type === "list" ? env.node.items : [];
  const names = {
    in: inputs,
    out: outputs && [...outputs.keys()],
    env: listed.map((item) => (item.type === "scalar" ? String(item.value) : "")),
  };
  const { node } = cmd;
  if (node.type === "scalar") {
    const script = compileText(node, names, problems);
    return script && { type: "shell", script };
  }
  if (shell !== undefined) {
    problems.error(shell.keyLocation, {
      code: "key-unknown",
      message: "`shell` is for a command that is one text, and this one is a list of arguments",
      hint: "Write the command as a text, or take `shell` away.",
    });
    return undefined;
  }
  const items = node.type === "list" ? node.items.filter((item) => item.type === "scalar") : [];
  const args = items.map((item) => compileText(item, names, problems));
  const valid = args.filter((text) => text !== undefined);
  return valid.length === args.length ? { type: "argv", args: valid } : undefined;
}

/** Whether a command is a text or a list of plain values, its expressions aside. */
function checkForm({ node, keyLocation: ownerLocation }: Field, problems: Problems): boolean {
  const value = jsonOf(node);
  const { schema } = STAGE_KEYS.cmd;
  const result = schema.safeParse(value);
  if (result.success) return true;
  const names = { owner: '"cmd"', noun: "key", ownerLocation, prefix: "cmd" } as const;
  reportIssues(result.error.issues, { schema, value, node, ...names }, problems);
  return false;
}

function compileText(
  node: ScalarNode,
  names: RuntimeNames,
  problems: Problems,
): CompiledText | undefined {
  const parts = compileParts(node, STAGE_KEYS.cmd.roots, problems)?.map((part) => {
    const path = typeof part === "string" ? undefined : runtimePath(part);
    if (typeof part === "string" || path === undefined) return part;
    const runtime = runtimePart(part, { path, node }, names, problems);
    return runtime && { runtime };
  });
  const valid = parts?.filter((part) => part !== undefined);
  return valid !== undefined && valid.length === parts?.length ? { node, parts: valid } : undefined;
}

function runtimePath({ expression }: ParsedHole): RuntimePath | undefined {
  return [...partsOf(expression)].find(
    (part): part is RuntimePath => part.type === "path" && Object.hasOwn(NOUNS, part.name),
  );
}

/** What `${{ in.x }}`, `${{ out.x }}` or `${{ env.X }}` stands for; a problem where it is not declared or not alone. */
function runtimePart(
  hole: ParsedHole,
  { path, node }: { readonly path: RuntimePath; readonly node: ScalarNode },
  names: RuntimeNames,
  problems: Problems,
): RuntimePart | undefined {
  const { name: root } = path;
  const [name, ...more] = path.keys;
  if (hole.expression !== path || typeof name !== "string" || more.length > 0) {
    problems.error(locationWithin(node, hole.source), {
      code: "expression-type",
      message: `\`${root}\` is known only when the command runs, and cannot be computed with`,
      hint: `Write it alone: \${{ ${root}.name }}.`,
    });
    return undefined;
  }
  const declared = names[root];
  if (declared === undefined) return undefined;
  if (!declared.includes(name)) {
    const { noun, plural, hint } = NOUNS[root];
    problems.error(locationInHole(node, hole, path.place), {
      code: root === "env" ? "expression-unknown" : "port-unknown",
      message: `this command has no ${noun} ${JSON.stringify(name)}`,
      hint: `${nameHint(name, declared, plural)} ${hint}`,
    });
    return undefined;
  }
  return root === "in" ? { in: name } : root === "out" ? { out: name } : { env: name };
}

/** The work of a command at one matrix point; {@link INVALID} where something is wrong. */
export function commandWork(
  declaration: StageDeclaration,
  compiled: CompiledCommand,
  at: PointContext,
): CommandWork | Invalid {
  const command = commandAt(compiled, declaration.fields.shell, at);
  const paths = commandPaths(declaration, at);
  if (command === INVALID || paths === INVALID) return INVALID;
  return { type: "command", command, ...paths };
}

function commandAt(
  compiled: CompiledCommand,
  shellField: StageDeclaration["fields"]["shell"],
  at: PointContext,
): CommandWork["command"] | Invalid {
  if (compiled.type === "shell") {
    const script = fillText(compiled.script, at);
    const shell: ShellWork["shell"] | Invalid =
      shellField === undefined ? "default" : fieldValue(shellField, at);
    return script === INVALID || shell === INVALID ? INVALID : { type: "shell", script, shell };
  }
  const args = allValid(compiled.args.map((text) => fillText(text, at)));
  return args === INVALID ? INVALID : { type: "argv", args };
}

function fillText(
  { node, parts }: CompiledText,
  { scope, context: { problems } }: PointContext,
): CommandTemplate | Invalid {
  const template: CommandTemplate[number][] = [];
  for (const part of parts) {
    if (typeof part === "object" && "runtime" in part) {
      template.push(part.runtime);
      continue;
    }
    const text = partText(part, node, scope, problems);
    if (text === INVALID) return INVALID;
    const last = template.at(-1);
    if (typeof last === "string") template[template.length - 1] = last + text;
    else template.push(text);
  }
  return template;
}
