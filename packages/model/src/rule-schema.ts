import { z } from "zod";
import type { DecisionRule } from "./decision-rule.ts";
import type { Draw } from "./draw.ts";
import type { ScoreCurve, ScoreMap } from "./score-map.ts";

const share = z.number().min(0).max(1);

const steps = z.array(z.strictObject({ from: z.number(), chance: share })).min(1);

const draw: z.ZodType<Draw> = z.strictObject({ seed: z.string(), by: z.string().nullable() });

/** A decision rule as `fairline.json` says it. */
export const ruleSchema: z.ZodType<DecisionRule> = z.discriminatedUnion("kind", [
  z.strictObject({ kind: z.literal("threshold"), threshold: z.number() }),
  z.strictObject({
    kind: z.literal("group-thresholds"),
    attribute: z.string(),
    thresholds: z.record(z.string(), z.number()),
    otherwise: z.number().nullable(),
  }),
  z.strictObject({
    kind: z.literal("group-chances"),
    attribute: z.string(),
    chances: z.record(z.string(), steps),
    otherwise: steps.nullable(),
    draw,
  }),
]);

const curve: z.ZodType<ScoreCurve> = z.discriminatedUnion("kind", [
  z.strictObject({ kind: z.literal("identity") }),
  z.strictObject({ kind: z.literal("logistic"), slope: z.number(), intercept: z.number() }),
  z
    .strictObject({
      kind: z.literal("piecewise"),
      scores: z.array(z.number()).min(1),
      values: z.array(z.number()).min(1),
    })
    .refine(({ scores, values }) => scores.length === values.length),
  z.strictObject({ kind: z.literal("withheld"), share, score: z.number() }),
]);

/** A map of scores as `fairline.json` says it. */
export const scoreMapSchema: z.ZodType<ScoreMap> = z
  .strictObject({
    attribute: z.string().nullable(),
    curves: z.record(z.string(), curve),
    otherwise: curve.nullable(),
    draw: draw.nullable(),
  })
  .refine(({ attribute, otherwise }) => attribute !== null || otherwise !== null);
