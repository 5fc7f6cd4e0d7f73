import { locate } from "@fairline/yaml";
import type { Problems } from "@fairline/yaml";
import type { Loading } from "../load-context.ts";
import type { ReadGate } from "./read.ts";
import { checkInputFile } from "../stage/input-file.ts";

/** Whether a gate has a limit, and limits that a value can keep. */
export function checkLimits({ fields, node }: ReadGate, problems: Problems): boolean {
  const { name, min, max, baseline } = fields;
  if (
    min === undefined &&
    max === undefined &&
    baseline === undefined &&
    fields["max-increase"] === undefined
  ) {
    problems.error(locate(node, ["metric"]).node.location, {
      code: "gate-limit-missing",
      message: `the gate "${name}" has no limit, so nothing could fail it`,
      hint: "Add `min:`, `max:`, or `baseline:` with `max-increase:`.",
    });
    return false;
  }
  if (min !== undefined && max !== undefined && min > max) {
    problems.error(locate(node, ["min"]).node.location, {
      code: "gate-unreachable",
      message: `no value can pass the gate "${name}": its min ${String(min)} is above its max ${String(max)}`,
      hint: "Lower `min` or raise `max`.",
    });
    return false;
  }
  return true;
}

/** Whether `baseline` and `max-increase` come together, and the baseline is there. */
export function checkBaseline({ fields, node }: ReadGate, loading: Loading): boolean {
  const { name, baseline } = fields;
  const increase = fields["max-increase"];
  if ((baseline === undefined) === (increase === undefined)) {
    return (
      baseline === undefined ||
      checkInputFile(baseline, locate(node, ["baseline"]).node.location, loading)
    );
  }
  const [given, lacking] =
    baseline === undefined ? ["max-increase", "baseline"] : ["baseline", "max-increase"];
  const { keyLocation } = locate(node, [given]);
  loading.problems.error(keyLocation ?? node.location, {
    code: "gate-limit-missing",
    message: `the gate "${name}" has \`${given}\` and no \`${lacking}\``,
    hint: `Add \`${lacking}:\`.`,
  });
  return false;
}
