import { elementwiseCases } from "./arithmetic.cases.ts";
import { logicCases } from "./logic.cases.ts";
import { expectSameAsEager } from "../expect-same.ts";

expectSameAsEager([...elementwiseCases, ...logicCases]);
