/** An attribute's name taken apart, as `evaluate/groups` writes it: `sex within department=A`. */
export interface StratumName {
  readonly attribute: string;
  readonly by: string;
  readonly value: string;
}

/** Takes the name of a stratum apart; undefined for an attribute over all rows. */
export function stratumName(name: string, attributes: readonly string[]): StratumName | undefined {
  const [, attribute, by, value] = /^(.+) within ([^=]+)=(.*)$/s.exec(name) ?? [];
  if (attribute === undefined || by === undefined || value === undefined) return undefined;
  return attributes.includes(attribute) ? { attribute, by, value } : undefined;
}
