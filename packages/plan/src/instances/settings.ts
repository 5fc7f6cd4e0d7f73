import { INVALID } from "@fairline/yaml";
import type { Invalid } from "@fairline/yaml";
import { bytesOf, millisecondsOf } from "../file/quantities.ts";
import {
  fieldValue,
  type Field,
  type PointContext,
  type StageDeclaration,
} from "../file/stage-declaration.ts";
import type { Instance } from "../plan.ts";

/** What the runner does with an instance, apart from its work. */
export type Settings = Pick<Instance, "resources" | "retry" | "timeoutMs" | "env">;

/** Reads resources, retry, timeout and env; `timeout` wins over `resources.time`. */
export function settingsOf({ fields }: StageDeclaration, at: PointContext): Settings | Invalid {
  const read = <T>(field: Field<T> | undefined, otherwise: T): T | Invalid =>
    field === undefined ? otherwise : fieldValue(field, at);
  const resources = read(fields.resources, {});
  const retry = read(fields.retry, 0);
  const timeout = read(fields.timeout, undefined);
  const env = read(fields.env, []);
  if (resources === INVALID || retry === INVALID) return INVALID;
  if (timeout === INVALID || env === INVALID) return INVALID;
  const { cpus = 1, mem = 0, gpus = 0, time } = resources;
  const longest = timeout ?? time;
  return {
    resources: { cpus, memoryBytes: typeof mem === "number" ? mem : bytesOf(mem), gpus },
    retry,
    timeoutMs: longest === undefined ? undefined : millisecondsOf(longest),
    env,
  };
}
