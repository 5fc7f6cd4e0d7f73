import { z } from "zod";
import { markParam } from "../mark-param.ts";

/** What every stage that trains a generator may be told. */
export const generatorFields = {
  steps: z
    .int()
    .min(1)
    .default(2000)
    .describe("Steps of training, each of the critic and of the generator."),
  batch: z.int().min(2).default(256).describe("Rows per step."),
  "learning-rate": z.number().positive().default(5e-4).describe("Length of a step of Adam."),
  hidden: z.int().min(1).default(128).describe("Units of both hidden layers of either network."),
  noise: z.int().min(1).default(64).describe("Random numbers that a row is made of."),
  modes: z.int().min(1).default(5).describe("Modes of the distribution of a number, at most."),
  attributes: z
    .array(z.string())
    .min(1)
    .optional()
    .describe(
      "Sensitive columns whose combinations are the groups; those with the role sensitive if left out. A missing value in a training row is an error.",
    ),
  features: z
    .array(z.string())
    .min(1)
    .optional()
    .describe(
      "Columns to generate; those with the role feature, less the attributes, if left out.",
    ),
  mark: markParam,
};

/** Parameters of every stage that trains a generator. */
export type GeneratorParams = z.output<z.ZodObject<typeof generatorFields>>;
