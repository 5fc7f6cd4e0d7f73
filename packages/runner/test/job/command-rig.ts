import type { CommandTemplate, CommandWork, Instance, PlannedInput } from "@fairline/plan";
import { instance } from "../rig.ts";

interface CommandDraft {
  readonly argv?: readonly (string | CommandTemplate)[];
  readonly script?: CommandTemplate;
  readonly shell?: "default" | readonly string[];
  readonly deps?: readonly string[];
  readonly out?: CommandWork["out"];
  readonly inputs?: readonly PlannedInput[];
  readonly more?: Partial<Instance>;
}

const oneOutput: CommandWork["out"] = { data: { kind: "table", path: "out.txt" } };

/** An instance that runs a command. */
export function command(id: string, draft: CommandDraft): Instance {
  const {
    argv = [],
    script,
    shell = "default",
    deps = [],
    out = oneOutput,
    inputs = [],
    more = {},
  } = draft;
  const args = argv.map((part) => (typeof part === "string" ? [part] : part));
  const work: CommandWork = {
    type: "command",
    command: script === undefined ? { type: "argv", args } : { type: "shell", script, shell },
    deps,
    out,
  };
  return instance(id, { inputs, more: { work, ...more } });
}

/** A command that runs a shell script from an argument list, so that no shell of ours is in between. */
export function sh(id: string, script: string, draft: CommandDraft = {}): Instance {
  return command(id, { argv: ["sh", "-c", script], ...draft });
}
