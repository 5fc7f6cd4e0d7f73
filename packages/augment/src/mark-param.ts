import { z } from "zod";

/** The parameter that names the column which marks added rows. */
export const markParam = z
  .string()
  .min(1)
  .default("augmented")
  .describe(
    "Column that tells the rows apart: 1 for an added row, else 0. It gets the role ignored.",
  );
