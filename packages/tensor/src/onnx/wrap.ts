import { ModelProto } from "./schema.ts";

/** Element types of what surrounds a network. */
export type OnnxElement = "float64" | "int64" | "string";

/** An input or an output of a file: one axis, the rows, unless it says otherwise. */
export interface OnnxValue {
  readonly name: string;
  readonly type: OnnxElement;
}

/** An attribute of a node. */
export type OnnxAttribute =
  | { readonly kind: "int"; readonly value: number }
  | { readonly kind: "ints"; readonly value: readonly number[] }
  | { readonly kind: "strings"; readonly value: readonly string[] };

/** An operation around a network. */
export interface OnnxNode {
  readonly op: string;
  /** Empty for the standard operations. */
  readonly domain?: "ai.onnx.ml";
  readonly inputs: readonly string[];
  readonly outputs: readonly string[];
  readonly attributes?: Readonly<Record<string, OnnxAttribute>>;
}

/** Numbers that nodes read, by name: of one axis, or single ones. */
export interface OnnxConstant {
  readonly name: string;
  readonly values: Float32Array | Float64Array | BigInt64Array;
  readonly shape: readonly number[];
}

/** What surrounds a network. */
export interface OnnxWrap {
  readonly inputs: readonly OnnxValue[];
  readonly outputs: readonly OnnxValue[];
  /** They give {@link networkName} of the network's inputs. */
  readonly before: readonly OnnxNode[];
  /** They read that of its outputs. */
  readonly after: readonly OnnxNode[];
  readonly constants: readonly OnnxConstant[];
  readonly metadata: Readonly<Record<string, string>>;
}

/** ONNX's numbers for element types and kinds of attributes. */
const ELEMENT: Readonly<Record<OnnxElement, number>> = { float64: 11, int64: 7, string: 8 };
const ATTRIBUTE = { int: 2, ints: 7, strings: 8 } as const;

/** Version of the operations of ai.onnx.ml: that which brought encoders from text to whole numbers. */
const ML_VERSION = 3;

/** What a name of a wrapped network is called in the file: apart from all names around it. */
export function networkName(name: string): string {
  return name === "" ? "" : `network/${name}`;
}

/**
 * Writes an ONNX file that holds another one, with operations before and after it. The same arguments give the same bytes.
 *
 * @param network - A file that this package wrote.
 */
export function wrapOnnx(network: Uint8Array, wrap: OnnxWrap): Uint8Array {
  // The schema of the message says so.
  const model = ModelProto.toObject(ModelProto.decode(network)) as NetworkFile;
  const { node = [], initializer = [] } = model.graph;
  return ModelProto.encode({
    ...model,
    opsetImport: [
      ...model.opsetImport.filter(({ domain }) => domain !== "ai.onnx.ml"),
      { domain: "ai.onnx.ml", version: ML_VERSION },
    ],
    metadataProps: Object.entries(wrap.metadata).map(([key, value]) => ({ key, value })),
    graph: {
      name: "fairline",
      node: [...wrap.before.map(nodeProto), ...node.map(renamedNode), ...wrap.after.map(nodeProto)],
      initializer: [
        ...wrap.constants.map(constantProto),
        ...initializer.map((tensor) => ({ ...tensor, name: networkName(tensor.name) })),
      ],
      input: wrap.inputs.map(valueProto),
      output: wrap.outputs.map(valueProto),
    },
  }).finish();
}

interface NetworkNode {
  readonly name: string;
  readonly input?: readonly string[];
  readonly output: readonly string[];
}

interface NetworkFile {
  readonly opsetImport: readonly { readonly domain?: string }[];
  readonly graph: {
    readonly node?: readonly NetworkNode[];
    readonly initializer?: readonly { readonly name: string }[];
  };
}

function renamedNode(node: NetworkNode): NetworkNode {
  return {
    ...node,
    name: networkName(node.name),
    input: (node.input ?? []).map(networkName),
    output: node.output.map(networkName),
  };
}

function nodeProto({ op, domain, inputs, outputs, attributes = {} }: OnnxNode): object {
  return {
    opType: op,
    domain: domain ?? "",
    name: outputs[0],
    input: inputs,
    output: outputs,
    attribute: Object.entries(attributes).map(([name, value]) => attributeProto(name, value)),
  };
}

function attributeProto(name: string, attribute: OnnxAttribute): object {
  const type = ATTRIBUTE[attribute.kind];
  switch (attribute.kind) {
    case "int":
      return { name, type, i: attribute.value };
    case "ints":
      return { name, type, ints: attribute.value };
    case "strings": {
      const encoder = new TextEncoder();
      return { name, type, strings: attribute.value.map((text) => encoder.encode(text)) };
    }
  }
}

function constantProto({ name, values, shape }: OnnxConstant): object {
  const dataType = values instanceof Float32Array ? 1 : values instanceof Float64Array ? 11 : 7;
  const rawData = new Uint8Array(values.buffer, values.byteOffset, values.byteLength);
  return { name, dims: shape, dataType, rawData };
}

function valueProto({ name, type }: OnnxValue): object {
  const shape = { dim: [{ dimParam: "rows" }] };
  return { name, type: { tensorType: { elemType: ELEMENT[type], shape } } };
}
