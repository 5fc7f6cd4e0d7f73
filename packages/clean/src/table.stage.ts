import type {} from "@fairline/arrow";
import { defineStage } from "@fairline/core";
import type { Stage } from "@fairline/core";
import { z } from "zod";
import { stepList } from "./step-list.ts";

const params = z.strictObject({
  steps: stepList.describe("The steps in order, each a name with its parameters."),
});

/** Stage `clean/table`. */
export const tableStage: Stage = defineStage({
  name: "clean/table",
  summary: "Applies an ordered list of cleaning steps, the split among them.",
  sources: [
    "Tukey J. W. (1977). Exploratory data analysis. Addison-Wesley. Section 2D.",
    "Kapoor S., Narayanan A. (2023). Leakage and the reproducibility crisis in machine-learning-based science. Patterns 4, 100804. doi:10.1016/j.patter.2023.100804",
    "Balinski M. L., Young H. P. (2001). Fair representation. 2nd ed. Brookings.",
    "Hyndman R. J., Fan Y. (1996). Sample quantiles in statistical packages. The American Statistician 50, 361-365. doi:10.1080/00031305.1996.10473566",
  ],
  params,
  inputs: { data: { kind: "table", summary: "Rows to clean." } },
  outputs: {
    data: { kind: "table", summary: "The rows that are left, with a split column if asked." },
  },
  seeded: true,
  async run({ inputs, params: given, context }) {
    const { clean } = await import("./table.ts");
    return { data: await clean(await inputs.data.read(), given.steps, context) };
  },
});
