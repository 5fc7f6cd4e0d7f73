import type { JsonValue } from "@fairline/core";

/** Values of some axes. */
export type Combination = Readonly<Record<string, JsonValue>>;
