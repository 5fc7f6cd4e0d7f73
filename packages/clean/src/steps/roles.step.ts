import { ROLES } from "@fairline/core";
import type { Role } from "@fairline/core";
import { z } from "zod";
import { defineStep } from "../step.ts";
import type { Step } from "../step.ts";

const columns = z
  .union([z.string().min(1), z.array(z.string().min(1))], {
    error: "expected a column or a list of columns",
  })
  .transform((names) => (typeof names === "string" ? [names] : names));

// The entries have one key per role, which `fromEntries` forgets.
const shape = Object.fromEntries(
  ROLES.map((role) => [
    role,
    columns.optional().describe(`Columns that have the role ${role} from here on.`),
  ]),
) as Record<Role, z.ZodOptional<typeof columns>>;

const params = z
  .strictObject({
    ...shape,
    add: z
      .strictObject(shape)
      .optional()
      .describe("Columns that get roles besides those that have them: { feature: [age] }."),
  })
  .describe(
    "Roles and the columns that have them from here on; roles left out stay where they are.",
  );

/** Parameters of the step `roles`: by role, the columns that have it from here on. */
export type RolesParams = z.output<typeof params>;

/** Gives roles to other columns. */
export const rolesStep: Step = defineStep({
  name: "roles",
  params,
  load: async () => (await import("./roles.ts")).assignRoles,
});
