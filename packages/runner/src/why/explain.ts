import { FairlineError, nameHint } from "@fairline/core";
import type { Plan } from "@fairline/plan";
import type { Store } from "@fairline/store";
import type { RunnerHost } from "../host.ts";
import { forecastPlan } from "./forecast.ts";
import type { InstanceStatus } from "./forecast.ts";

/**
 * Explains an instance in sentences: what would happen to it now and why, or how its known result came to
 * be; then the same for the upstream instances that the reason is about, up to where it all began.
 *
 * @throws FairlineError `OPTION_INVALID` for an id that the plan does not have.
 */
export async function explainInstance(
  plan: Plan,
  store: Store,
  host: RunnerHost,
  id: string,
): Promise<string[]> {
  const { forecasts, history } = await forecastPlan(plan, store, host);
  if (!forecasts.has(id)) {
    throw new FairlineError("OPTION_INVALID", `there is no instance "${id}"`, {
      hint: nameHint(id, forecasts.keys(), "instances"),
    });
  }
  const sentences: string[] = [];
  const explained = new Set<string>();
  const open = [id];
  for (let next = open.shift(); next !== undefined; next = open.shift()) {
    const forecast = forecasts.get(next);
    if (forecast === undefined || explained.has(next)) continue;
    explained.add(next);
    const { state, reason, key, causes } = forecast;
    sentences.push(`${next} ${expectations[state]}: ${reason}.`);
    open.push(...causes);
    const last = history.get(next);
    if (state !== "reuse" || last === undefined || last.key !== key) continue;
    const how = last.ran ? "It ran then because" : `Run ${last.run} came to this result because`;
    sentences.push(`${how} ${last.reason}.`);
    open.push(...last.causes);
  }
  return sentences;
}

const expectations = {
  run: "would run",
  reuse: "would be reused",
  "unknown until upstream ran": "may run",
} as const satisfies Record<InstanceStatus["state"], string>;
