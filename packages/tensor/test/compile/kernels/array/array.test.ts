import { shapeCases } from "./shapes.cases.ts";
import { slicingCases } from "./slicing.cases.ts";
import { indexCases } from "./indices.cases.ts";
import { expectSameAsEager } from "../expect-same.ts";

expectSameAsEager([...shapeCases, ...slicingCases, ...indexCases]);
