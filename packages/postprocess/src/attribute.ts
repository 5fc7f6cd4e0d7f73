import { z } from "zod";

/** The parameter that says which column has a row's group. */
export const attributeParam: z.ZodOptional<z.ZodString> = z
  .string()
  .optional()
  .describe("Column that says a row's group; the one with the role sensitive if left out.");
