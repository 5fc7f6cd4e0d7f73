import { FairlineError, nameHint } from "@fairline/core";
import type { Plan } from "@fairline/plan";
import type { Store } from "@fairline/store";
import type { History } from "./history.ts";
import type { RunnerHost } from "../host.ts";
import { standingsOf } from "./forecast.ts";
import type { Standing } from "./forecast.ts";

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
  const { standings, history } = await standingsOf(plan, store, host);
  if (!standings.has(id)) {
    throw new FairlineError("OPTION_INVALID", `there is no instance "${id}"`, {
      hint: nameHint(id, standings.keys(), "instances"),
    });
  }
  const sentences: string[] = [];
  const told = new Set<string>();
  const open = [id];
  for (let next = open.shift(); next !== undefined; next = open.shift()) {
    const standing = standings.get(next);
    if (standing === undefined || told.has(next)) continue;
    told.add(next);
    const { words, because } = tell(standing, history);
    sentences.push(...words);
    open.push(...because);
  }
  return sentences;
}

interface Telling {
  readonly words: readonly string[];
  readonly because: readonly string[];
}

function tell(standing: Standing, history: History): Telling {
  const { id, state, reason, because } = standing;
  switch (state) {
    case "run":
      return { words: [`${id} would run: ${reason}.`], because };
    case "unknown until upstream ran":
      return { words: [`${id} may run: ${reason}.`], because };
    case "reuse":
      return tellReuse(standing, history);
  }
}

function tellReuse({ id, reason, action }: Standing, history: History): Telling {
  const words = [`${id} would be reused: ${reason}.`];
  const past = history.of(id);
  if (past === undefined || past.key !== action?.key) return { words, because: [] };
  const what = past.ran ? "It ran then because" : `Run ${past.run} came to this result because`;
  words.push(`${what} ${past.reason}.`);
  return { words, because: past.because };
}
