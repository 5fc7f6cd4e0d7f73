import { reductionCases } from "./reductions.cases.ts";
import { expectSameAsEager } from "../expect-same.ts";

expectSameAsEager(reductionCases);
