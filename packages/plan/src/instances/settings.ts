import { INVALID } from "@fairline/yaml";
import type { Invalid, Problems } from "@fairline/yaml";
import { fieldValue, type StageDeclaration } from "../file/stage-declaration.ts";
import { bytesOf, millisecondsOf } from "../file/quantities.ts";
import type { Scope } from "../expression/scope.ts";
import type { Resources } from "../plan.ts";

/** What the runner does with an instance, apart from its work. */
export interface Settings {
  readonly resources: Resources;
  readonly retry: number;
  readonly timeoutMs: number | undefined;
  readonly env: readonly string[];
}

interface RawResources {
  readonly cpus?: number;
  readonly mem?: string | number;
  readonly gpus?: number;
  readonly time?: string;
}

/** Reads resources, retry, timeout and env; `timeout` wins over `resources.time`. */
export function settingsOf(
  declaration: StageDeclaration,
  scope: Scope,
  instance: string,
  problems: Problems,
): Settings | Invalid {
  const read = (name: "resources" | "retry" | "timeout" | "env"): unknown => {
    const field = declaration.fields.get(name);
    return field === undefined ? undefined : fieldValue(field, scope, instance, problems);
  };
  const values = [read("resources"), read("retry"), read("timeout"), read("env")];
  if (values.includes(INVALID)) return INVALID;
  // The shapes of these keys say so.
  const [resources = {}, retry = 0, timeout, env = []] = values as [
    RawResources?,
    number?,
    string?,
    string[]?,
  ];
  const time = timeout ?? resources.time;
  return {
    resources: {
      cpus: resources.cpus ?? 1,
      memoryBytes: memoryOf(resources.mem),
      gpus: resources.gpus ?? 0,
    },
    retry,
    timeoutMs: time === undefined ? undefined : millisecondsOf(time),
    env,
  };
}

function memoryOf(size: string | number = 0): number {
  return typeof size === "number" ? size : bytesOf(size);
}
