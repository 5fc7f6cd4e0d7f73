import type { OnnxConstant, OnnxNode, OnnxValue } from "@fairline/tensor";
import type { CategoryEncoding, Encoder, NumberEncoding } from "../encoder.ts";
import { featureWidth } from "../encoder.ts";

/** Some nodes, with the numbers that they read. */
export interface OnnxPart {
  readonly nodes: readonly OnnxNode[];
  readonly constants: readonly OnnxConstant[];
}

/** Names in the file that are no columns. */
export const internal = (name: string): string => `fairline/${name}`;

/** The inputs of an encoder: 64-bit floats for numbers, NaN where missing; text for categories, empty where missing. */
export function encoderInputs(encoder: Encoder): OnnxValue[] {
  return encoder.map(({ name, type }) => ({
    name,
    type: type === "number" ? "float64" : "string",
  }));
}

/**
 * What an encoder does to raw columns as operations.
 *
 * @param output - Gets the encoded rows: rows x inputs, 32-bit floats.
 */
export function encoderNodes(encoder: Encoder, output: string): OnnxPart {
  const parts = encoder.map((feature, f) =>
    feature.type === "number" ? numberNodes(feature, f) : categoryNodes(feature, f),
  );
  const joined: OnnxNode = {
    op: "Concat",
    inputs: parts.flatMap(({ outputs }) => outputs),
    outputs: [output],
    attributes: { axis: { kind: "int", value: 1 } },
  };
  return {
    nodes: [...parts.flatMap(({ nodes }) => nodes), joined],
    constants: [
      { name: internal("zero"), values: Float64Array.of(0), shape: [] },
      { name: internal("columns"), values: BigInt64Array.of(1n), shape: [1] },
      { name: internal("off-on"), values: Float32Array.of(0, 1), shape: [2] },
      ...parts.flatMap(({ constants }) => constants),
    ],
  };
}

interface FeaturePart extends OnnxPart {
  /** Rows x some inputs each. */
  readonly outputs: readonly string[];
}

/** ONNX's number for 32-bit floats. */
const FLOAT32 = { to: { kind: "int", value: 1 } } as const;

function numberNodes({ name, mean, deviation, missing }: NumberEncoding, f: number): FeaturePart {
  const at = (what: string): string => internal(`${String(f)}/${what}`);
  const asColumn = (from: string, to: string): OnnxNode[] => [
    { op: "Cast", inputs: [from], outputs: [at(`${to}-float`)], attributes: FLOAT32 },
    { op: "Unsqueeze", inputs: [at(`${to}-float`), internal("columns")], outputs: [at(to)] },
  ];
  return {
    nodes: [
      { op: "IsNaN", inputs: [name], outputs: [at("is-missing")] },
      { op: "Sub", inputs: [name, at("mean")], outputs: [at("centred")] },
      { op: "Div", inputs: [at("centred"), at("deviation")], outputs: [at("scaled")] },
      {
        op: "Where",
        inputs: [at("is-missing"), internal("zero"), at("scaled")],
        outputs: [at("filled")],
      },
      ...asColumn(at("filled"), "value"),
      ...(missing ? asColumn(at("is-missing"), "missing") : []),
    ],
    constants: [
      { name: at("mean"), values: Float64Array.of(mean), shape: [] },
      { name: at("deviation"), values: Float64Array.of(deviation), shape: [] },
    ],
    outputs: missing ? [at("value"), at("missing")] : [at("value")],
  };
}

function categoryNodes(feature: CategoryEncoding, f: number): FeaturePart {
  const at = (what: string): string => internal(`${String(f)}/${what}`);
  const { name, values, missing } = feature;
  const unknown = values.length;
  const isWord = values.includes("");
  const keys = isWord ? values : [...values, ""];
  const slots = keys.map((_, slot) =>
    slot < unknown || missing ? slot + (slot < unknown ? 0 : 1) : unknown,
  );
  return {
    nodes: [
      {
        op: "LabelEncoder",
        domain: "ai.onnx.ml",
        inputs: [name],
        outputs: [at("slot")],
        attributes: {
          keys_strings: { kind: "strings", value: keys },
          values_int64s: { kind: "ints", value: slots },
          default_int64: { kind: "int", value: unknown },
        },
      },
      {
        op: "OneHot",
        inputs: [at("slot"), at("width"), internal("off-on")],
        outputs: [at("marks")],
      },
    ],
    constants: [
      {
        name: at("width"),
        values: BigInt64Array.of(BigInt(featureWidth(feature))),
        shape: [],
      },
    ],
    outputs: [at("marks")],
  };
}
