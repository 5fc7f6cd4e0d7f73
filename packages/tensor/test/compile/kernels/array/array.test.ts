import { shapeCases } from "./shapes.cases.ts";
import { windowCases } from "./slicing.cases.ts";
import { indexCases } from "./indices.cases.ts";
import { expectSameAsEager } from "../expect-same.ts";

expectSameAsEager([...shapeCases, ...windowCases, ...indexCases]);
