import { FairlineError } from "@fairline/core";
import { networkName, wrapOnnx } from "@fairline/tensor";
import type { OnnxValue } from "@fairline/tensor";
import { readContent } from "../codec.ts";
import type { ModelContent } from "../network-model.ts";
import { ONNX_INPUT, ONNX_OUTPUT } from "../saved-network.ts";
import type { ScoreCurve, ScoreMap } from "../score-map.ts";
import { encoderInputs, encoderNodes, internal } from "./encoder-nodes.ts";
import type { OnnxPart } from "./encoder-nodes.ts";
import { DECISION, ruleNodes } from "./rule-nodes.ts";
import type { CertainRule } from "./rule-nodes.ts";
import { curveNodes } from "./score-nodes.ts";

/** A model as one ONNX file. */
export interface ExportedModel {
  readonly bytes: Uint8Array;
  /** Columns to give, one axis each. */
  readonly inputs: readonly OnnxValue[];
  readonly outputs: readonly OnnxValue[];
  /** What the file does and does not hold, in sentences. */
  readonly notes: readonly string[];
}

/** Probability of the positive class. */
const SCORE: OnnxValue = { name: "score", type: "float64" };

/** ONNX's number for 64-bit floats. */
const FLOAT64 = { to: { kind: "int", value: 11 } } as const;

/**
 * Writes a saved model as one ONNX file that takes raw columns: encoder, network, maps of scores and decision rule.
 *
 * Numbers are 64-bit floats, NaN where missing; categories are text, empty where missing. The score is that of
 * `model.score`. Rules that draw are not in the file. The same model gives the same bytes.
 *
 * @param directory - Where the codec wrote the model.
 * @throws FairlineError `ARTIFACT_INVALID`; `STEP_UNSUPPORTED` for maps of scores by group, and for columns named as outputs are.
 */
export async function exportModel(directory: string): Promise<ExportedModel> {
  const content = await readContent(directory);
  const { encoder, network, rule, positive, negative } = content;
  const before = encoderNodes(encoder, networkName(ONNX_INPUT));
  const raw = internal("raw-score");
  const widened = {
    op: "Cast",
    inputs: [networkName(ONNX_OUTPUT)],
    outputs: [raw],
    attributes: FLOAT64,
  };
  const maps = mapParts(content, raw);
  const decided = decidedPart(content);
  const inputs = [...encoderInputs(encoder), ...decided.inputs];
  const outputs = decided.part === undefined ? [SCORE] : [SCORE, DECISION];
  requireOtherNames(inputs, outputs);
  const after = [...maps, ...(decided.part === undefined ? [] : [decided.part])];
  const bytes = wrapOnnx(network.onnx, {
    inputs,
    outputs,
    before: before.nodes,
    after: [widened, ...after.flatMap(({ nodes }) => nodes)],
    constants: [before, ...after].flatMap(({ constants }) => constants),
    metadata: { positive, negative, rule: JSON.stringify(rule) },
  });
  const first = `score: the probability of "${positive}", from raw columns`;
  return { bytes, inputs, outputs, notes: [first, ...decided.notes] };
}

/** Maps of scores, the last of which gives the score. */
function mapParts({ scoreMaps = [] }: ModelContent, raw: string): OnnxPart[] {
  const curves = [...scoreMaps.map(certainCurve), { kind: "identity" } as const];
  return curves.map((curve, m) =>
    curveNodes(curve, m, {
      input: m === 0 ? raw : internal(`score-${String(m)}`),
      output: m === curves.length - 1 ? SCORE.name : internal(`score-${String(m + 1)}`),
    }),
  );
}

function certainCurve({
  attribute,
  otherwise,
}: ScoreMap): Exclude<ScoreCurve, { kind: "withheld" }> {
  if (attribute === null && otherwise !== null && otherwise.kind !== "withheld") return otherwise;
  throw new FairlineError(
    "STEP_UNSUPPORTED",
    attribute === null
      ? "the model withholds scores by draw, which an ONNX file cannot"
      : `the model maps its scores by group of "${attribute}", which export does not write`,
    { hint: "Export the model that went into that stage, and map its scores where you use them." },
  );
}

interface Decided {
  readonly part: OnnxPart | undefined;
  /** Inputs that the encoder has not. */
  readonly inputs: readonly OnnxValue[];
  readonly notes: readonly string[];
}

function decidedPart({ rule, encoder, positive }: ModelContent): Decided {
  if (rule.kind === "group-chances") {
    const note = `decisions are not inside: they are drawn with chances by group of "${rule.attribute}", which the file has as text under "rule"`;
    return { part: undefined, inputs: [], notes: [note] };
  }
  if (rule.kind === "threshold") {
    const note = `decision: 1 for "${positive}", where the score is at least ${String(rule.threshold)}`;
    return { part: ruleNodes(rule, SCORE.name), inputs: [], notes: [note] };
  }
  const feature = encoder.find(({ name }) => name === rule.attribute);
  if (feature?.type === "number") {
    const note = `decisions are not inside: "${rule.attribute}" is a number to the model and a group to its rule, which the file has as text under "rule"`;
    return { part: undefined, inputs: [], notes: [note] };
  }
  return {
    part: ruleNodes(rule, SCORE.name),
    inputs: feature === undefined ? [{ name: rule.attribute, type: "string" }] : [],
    notes: groupNotes(rule, positive),
  };
}

function groupNotes(
  { attribute, thresholds, otherwise }: Extract<CertainRule, { kind: "group-thresholds" }>,
  positive: string,
): string[] {
  const groups = Object.keys(thresholds).join(", ");
  return [
    `decision: 1 for "${positive}", by a threshold for each group of "${attribute}" (${groups}): the file takes that column`,
    otherwise === null
      ? `decision is -1 for rows of any other group or none: the rule refuses them`
      : `rows of any other group or none are decided by the threshold ${String(otherwise)}`,
  ];
}

function requireOtherNames(inputs: readonly OnnxValue[], outputs: readonly OnnxValue[]): void {
  const taken = outputs.find(({ name }) => inputs.some((input) => input.name === name));
  if (taken === undefined) return;
  throw new FairlineError(
    "STEP_UNSUPPORTED",
    `a column is named "${taken.name}", as an output of the file is`,
    { hint: "Rename it at ingest and train again." },
  );
}
