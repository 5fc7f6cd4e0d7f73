import protobuf from "protobufjs/light.js";
import type { ElementType } from "../compile/graph.ts";

/** ONNX's numbers for element types (`TensorProto.DataType`). */
export const ONNX_TYPE: Readonly<Record<ElementType, number>> = {
  float32: 1,
  int32: 6,
  int64: 7,
  bool: 9,
};

/** ONNX's numbers for kinds of attributes (`AttributeProto.AttributeType`). */
export const ATTRIBUTE_TYPE = { float: 1, int: 2, string: 3, ints: 7 } as const;

/** Version of the file format: that of ONNX 1.13, which brought the operations of {@link OPSET}. */
export const IR_VERSION = 8;

/** Version of the standard operations (`ai.onnx`) that graphs are made of. */
export const OPSET = 18;

const field = (type: string, id: number, rule?: "repeated") => ({
  type,
  id,
  ...(rule === undefined ? {} : { rule }),
});

/**
 * The messages of an ONNX file, as far as they are written here.
 *
 * @see ONNX, "onnx.proto", IR version 8: names and field numbers are those of the specification
 */
const MESSAGES = {
  ModelProto: {
    fields: {
      irVersion: field("int64", 1),
      producerName: field("string", 2),
      graph: field("GraphProto", 7),
      opsetImport: field("OperatorSetIdProto", 8, "repeated"),
      metadataProps: field("StringStringEntryProto", 14, "repeated"),
    },
  },
  OperatorSetIdProto: { fields: { domain: field("string", 1), version: field("int64", 2) } },
  StringStringEntryProto: { fields: { key: field("string", 1), value: field("string", 2) } },
  GraphProto: {
    fields: {
      node: field("NodeProto", 1, "repeated"),
      name: field("string", 2),
      initializer: field("TensorProto", 5, "repeated"),
      input: field("ValueInfoProto", 11, "repeated"),
      output: field("ValueInfoProto", 12, "repeated"),
    },
  },
  NodeProto: {
    fields: {
      input: field("string", 1, "repeated"),
      output: field("string", 2, "repeated"),
      name: field("string", 3),
      opType: field("string", 4),
      attribute: field("AttributeProto", 5, "repeated"),
      domain: field("string", 7),
    },
  },
  AttributeProto: {
    fields: {
      name: field("string", 1),
      f: field("float", 2),
      i: field("int64", 3),
      s: field("bytes", 4),
      t: field("TensorProto", 5),
      floats: field("float", 7, "repeated"),
      ints: field("int64", 8, "repeated"),
      strings: field("bytes", 9, "repeated"),
      type: field("int32", 20),
    },
  },
  ValueInfoProto: { fields: { name: field("string", 1), type: field("TypeProto", 2) } },
  TypeProto: { fields: { tensorType: field("TensorTypeProto", 1) } },
  TensorTypeProto: { fields: { elemType: field("int32", 1), shape: field("TensorShapeProto", 2) } },
  TensorShapeProto: { fields: { dim: field("DimensionProto", 1, "repeated") } },
  DimensionProto: { fields: { dimValue: field("int64", 1), dimParam: field("string", 2) } },
  TensorProto: {
    fields: {
      dims: field("int64", 1, "repeated"),
      dataType: field("int32", 2),
      name: field("string", 8),
      rawData: field("bytes", 9),
    },
  },
};

/** The message type of a whole ONNX file. */
export const ModelProto: protobuf.Type = protobuf.Root.fromJSON({ nested: MESSAGES }).lookupType(
  "ModelProto",
);
