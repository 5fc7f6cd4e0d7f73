import type { Place, Problems } from "../diagnostics/problems.ts";

/** Reports a `--set` that is not `name=value`. */
export function reportSetForm(assignment: string, place: Place, problems: Problems): void {
  problems.error(place, {
    code: "option-invalid",
    message: `--set ${JSON.stringify(assignment)} is not of the form name=value`,
    hint: "Write --set name=value, or --set name.key=value.",
  });
}
