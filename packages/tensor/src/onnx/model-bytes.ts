import type { Attribute, Constant, Graph, GraphNode, Value } from "../compile/graph.ts";
import { ATTRIBUTE_TYPE, IR_VERSION, ModelProto, ONNX_TYPE, OPSET } from "./schema.ts";

/** What may be said about a graph in its file. */
export interface ModelNotes {
  /** Dimensions of inputs and outputs that are left open, by value and axis: their names. */
  readonly open?: Readonly<Record<string, Readonly<Record<number, string>>>>;
  /** Text for people and programs. */
  readonly metadata?: Readonly<Record<string, string>>;
}

/** A graph as the bytes of an ONNX file. The same graph gives the same bytes. */
export function modelBytes(
  graph: Graph,
  { open = {}, metadata = {} }: ModelNotes = {},
): Uint8Array {
  return ModelProto.encode({
    irVersion: IR_VERSION,
    producerName: "fairline",
    opsetImport: [{ domain: "", version: OPSET }],
    metadataProps: Object.entries(metadata).map(([key, value]) => ({ key, value })),
    graph: {
      name: "fairline",
      node: graph.nodes.map(nodeProto),
      initializer: graph.constants.map(tensorProto),
      input: graph.inputs.map((value) => valueProto(value, open[value.name])),
      output: graph.outputs.map((value) => valueProto(value, open[value.name])),
    },
  }).finish();
}

/** What a node is called in an ONNX file: like its first output, so that messages and profiles tell which one it is. */
export function nodeName({ outputs }: GraphNode): string {
  return outputs[0]!;
}

function nodeProto(node: GraphNode): object {
  const { op, inputs, outputs, attributes } = node;
  return {
    opType: op,
    input: inputs,
    output: outputs,
    name: nodeName(node),
    attribute: Object.entries(attributes).map(([name, value]) => attributeProto(name, value)),
  };
}

function attributeProto(name: string, attribute: Attribute): object {
  const type = ATTRIBUTE_TYPE[attribute.kind];
  switch (attribute.kind) {
    case "int":
      return { name, type, i: attribute.value };
    case "float":
      return { name, type, f: attribute.value };
    case "ints":
      return { name, type, ints: attribute.value };
    case "string":
      return { name, type, s: new TextEncoder().encode(attribute.value) };
  }
}

function valueProto(
  { name, shape, type }: Value,
  open: Readonly<Record<number, string>> = {},
): object {
  const dim = shape.map((size, axis) => {
    const dimParam = open[axis];
    return dimParam === undefined ? { dimValue: size } : { dimParam };
  });
  return { name, type: { tensorType: { elemType: ONNX_TYPE[type], shape: { dim } } } };
}

function tensorProto({ name, shape, type, constant }: Constant): object {
  const { buffer, byteOffset, byteLength } = constant;
  const rawData = new Uint8Array(buffer, byteOffset, byteLength);
  return { name, dims: shape, dataType: ONNX_TYPE[type], rawData };
}
