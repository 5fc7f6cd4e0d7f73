/** Options of every command that reads the store. */
export interface StoreFlags {
  readonly store?: string;
}

/** Options of every command that prints data. */
export interface JsonFlags {
  readonly json?: boolean;
}

/** Options of every command that takes a pipeline. */
export interface PlanFlags extends StoreFlags, JsonFlags {
  readonly set?: readonly string[];
  readonly params?: readonly string[];
  readonly profile?: string;
  readonly backend?: string;
  readonly mirror?: string;
}

/** Options of every command that may run stages. */
export interface WorkFlags extends PlanFlags {
  readonly jobs?: number;
}
