import { matrixCases } from "./matrices.cases.ts";
import { expectSameAsEager } from "../expect-same.ts";

expectSameAsEager(matrixCases);
