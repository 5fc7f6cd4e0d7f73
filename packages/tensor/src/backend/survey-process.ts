/** The process in which `surveyBackends` tries backends: reports on those that its arguments name. */
import { surveyBackend } from "./survey.ts";

for (const name of process.argv.slice(2)) {
  const report = await surveyBackend(name);
  await new Promise((resolve) => process.send?.(report, resolve));
}
