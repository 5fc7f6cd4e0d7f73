import { dirname, relative } from "node:path";
import type { CommandTemplate, CommandWork, Instance, Plan } from "@fairline/plan";
import { sourcesOf } from "@fairline/plan/graph";
import { stageOf } from "../run-view.ts";

/** A plan with the instances of each stage drawn as one. */
export interface StageOverview {
  readonly nodes: readonly OverviewNode[];
  readonly edges: readonly OverviewEdge[];
}

/** A stage, or a file that is read from outside. */
export interface OverviewNode {
  readonly name: string;
  readonly type: "stage" | "file";
  /** `train/mlp`, or the command line; empty for a file. */
  readonly uses: string;
  /** How many instances run; 0 for a file. */
  readonly instances: number;
  /** Published paths relative to the pipeline file. */
  readonly publishes: readonly string[];
}

/** Data that passes, or order alone. */
export interface OverviewEdge {
  readonly from: string;
  readonly to: string;
  readonly type: "data" | "fan-in" | "needs";
  /** Output and input port; empty for `needs`, and the output port for a file. */
  readonly output: string;
  readonly input: string;
}

/** Draws the instances of each stage as one node. Nodes come in topological order, edges sorted. */
export function overviewOf(plan: Plan): StageOverview {
  const byStage = new Map<string, Instance[]>();
  for (const instance of plan.instances) {
    const members = byStage.get(instance.stage);
    if (members === undefined) byStage.set(instance.stage, [instance]);
    else members.push(instance);
  }
  const edges = new Map<string, OverviewEdge>();
  const files = new Set<string>();
  for (const instance of plan.instances) {
    for (const edge of edgesOf(instance, plan, files)) {
      edges.set([edge.from, edge.output, edge.to, edge.input, edge.type].join("\0"), edge);
    }
  }
  return {
    nodes: [
      ...[...files].sort().map(fileNode),
      ...[...byStage].map(([name, members]) => stageNode(name, members, plan)),
    ],
    edges: [...edges.keys()].sort().map((key) => edges.get(key)!),
  };
}

/** The command as one line, with what is filled in later as `${in.port}`. */
export function commandLine({ command }: CommandWork): string {
  const texts = command.type === "shell" ? [command.script] : command.args;
  return texts.map(templateText).join(" ");
}

function templateText(template: CommandTemplate): string {
  return template
    .map((part) => {
      if (typeof part === "string") return part;
      const [[root, name] = ["", ""]] = Object.entries(part);
      return `\${${root}.${name}}`;
    })
    .join("");
}

function edgesOf(instance: Instance, plan: Plan, files: Set<string>): readonly OverviewEdge[] {
  const to = instance.stage;
  const edges: OverviewEdge[] = instance.needs.map((id) => ({
    from: stageOf(id),
    to,
    type: "needs",
    output: "",
    input: "",
  }));
  for (const read of instance.inputs) {
    const { port: input, from } = read;
    if (from.type === "file") {
      const path = fileName(relative(dirname(plan.file), from.path));
      files.add(path);
      edges.push({ from: path, to, type: "data", output: "", input });
    }
    const type = from.type === "fan-in" ? "fan-in" : "data";
    for (const { id, port: output } of sourcesOf(read)) {
      edges.push({ from: stageOf(id), to, type, output, input });
    }
  }
  return edges;
}

/** A path that cannot be mistaken for a stage. */
function fileName(path: string): string {
  return path.startsWith("..") ? path : `./${path}`;
}

function stageNode(name: string, members: readonly Instance[], { file }: Plan): OverviewNode {
  const work = members[0]?.work;
  const paths = members.flatMap(({ publish }) => Object.values(publish));
  return {
    name,
    type: "stage",
    uses: work?.type === "command" ? commandLine(work) : (work?.uses ?? ""),
    instances: members.length,
    publishes: [...new Set(paths)].sort().map((path) => relative(dirname(file), path)),
  };
}

function fileNode(name: string): OverviewNode {
  return { name, type: "file", uses: "", instances: 0, publishes: [] };
}
