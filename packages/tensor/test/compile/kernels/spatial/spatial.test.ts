import { convolutionCases } from "./convolutions.cases.ts";
import { poolingCases } from "./pooling.cases.ts";
import { resizingCases } from "./resizing.cases.ts";
import { expectSameAsEager } from "../expect-same.ts";

expectSameAsEager([...convolutionCases, ...poolingCases, ...resizingCases]);
