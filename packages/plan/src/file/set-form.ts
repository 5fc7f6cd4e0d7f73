import type { ProblemLocation, Problems } from "@fairline/yaml";

/** Reports a `--set` that is not `name=value`. */
export function reportSetForm(
  assignment: string,
  location: ProblemLocation,
  problems: Problems,
): void {
  problems.error(location, {
    code: "option-invalid",
    message: `--set ${JSON.stringify(assignment)} is not of the form name=value`,
    hint: "Write --set name=value, or --set name.key=value.",
  });
}
