/** What a column of words may be read as. */
export const COLUMN_TYPES = ["integer", "number", "boolean", "category", "text"] as const;

/** One of {@link COLUMN_TYPES}. */
export type ColumnTypeName = (typeof COLUMN_TYPES)[number];
