import type { JsonValue } from "@fairline/core";
import { z } from "zod";

const record = z.looseObject({ warnings: z.array(z.string()) });

/** The warnings of a model's record of its training; none where it has no record of them. */
export function trainingWarnings(training: JsonValue): readonly string[] {
  const { data } = record.safeParse(training);
  return data === undefined ? [] : data.warnings;
}
