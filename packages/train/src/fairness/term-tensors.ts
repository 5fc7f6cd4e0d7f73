import type { Tensors } from "@fairline/tensor";

/** Begins the names of tensors that belong to terms, and not to the network or the optimizer. */
export const PREFIX = "fairness/";

/** The tensors that do not belong to terms. */
export function withoutTerms<T>(parameters: Readonly<Record<string, T>>): Record<string, T> {
  return Object.fromEntries(
    Object.entries(parameters).filter(([name]) => !name.startsWith(PREFIX)),
  );
}

/** Begins the names of the parameters of an opponent. @param i - Its position in the plan. */
export function opponentName(i: number): string {
  return `${PREFIX}opponent_${String(i)}/`;
}

/** Tensors with a prefix before their names. */
export function prefixed<T>(
  prefix: string,
  tensors: Readonly<Record<string, T>>,
): Record<string, T> {
  return Object.fromEntries(
    Object.entries(tensors).map(([name, tensor]) => [`${prefix}${name}`, tensor]),
  );
}

/** The tensors whose names begin with a prefix, by the rest of their names. */
export function withoutPrefix(prefix: string, tensors: Tensors): Tensors {
  return Object.fromEntries(
    Object.entries(tensors)
      .filter(([name]) => name.startsWith(prefix))
      .map(([name, tensor]) => [name.slice(prefix.length), tensor]),
  );
}
