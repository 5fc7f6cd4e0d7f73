import type { OnnxAttribute, OnnxOperator } from "@fairline/trees";
import protobuf from "protobufjs/light.js";

const field = (type: string, id: number, rule?: "repeated") => ({
  type,
  id,
  ...(rule && { rule }),
});

/** The messages of an ONNX file that a graph of one operator needs: names and numbers of onnx.proto. */
const MESSAGES = {
  ModelProto: {
    fields: {
      irVersion: field("int64", 1),
      graph: field("GraphProto", 7),
      opsetImport: field("OperatorSetIdProto", 8, "repeated"),
    },
  },
  OperatorSetIdProto: { fields: { domain: field("string", 1), version: field("int64", 2) } },
  GraphProto: {
    fields: {
      node: field("NodeProto", 1, "repeated"),
      name: field("string", 2),
      input: field("ValueInfoProto", 11, "repeated"),
      output: field("ValueInfoProto", 12, "repeated"),
    },
  },
  NodeProto: {
    fields: {
      input: field("string", 1, "repeated"),
      output: field("string", 2, "repeated"),
      opType: field("string", 4),
      attribute: field("AttributeProto", 5, "repeated"),
      domain: field("string", 7),
    },
  },
  AttributeProto: {
    fields: {
      name: field("string", 1),
      i: field("int64", 3),
      s: field("bytes", 4),
      t: field("TensorProto", 5),
      ints: field("int64", 8, "repeated"),
      strings: field("bytes", 9, "repeated"),
      type: field("int32", 20),
    },
  },
  TensorProto: {
    fields: {
      dims: field("int64", 1, "repeated"),
      dataType: field("int32", 2),
      doubleData: field("double", 10, "repeated"),
    },
  },
  ValueInfoProto: { fields: { name: field("string", 1), type: field("TypeProto", 2) } },
  TypeProto: { fields: { tensorType: field("TensorTypeProto", 1) } },
  TensorTypeProto: { fields: { elemType: field("int32", 1) } },
};

const ModelProto = protobuf.Root.fromJSON({ nested: MESSAGES }).lookupType("ModelProto");
const DATA_TYPE = { float: 1, int64: 7, double: 11 };

/** An ONNX file of the operator alone: input `x`, outputs `scores` and, of a classifier, `label`. */
export function onnxFile({ name, domain, version, attributes }: OnnxOperator): Uint8Array {
  const isClassifier = name === "TreeEnsembleClassifier";
  const outputs = isClassifier ? ["label", "scores"] : ["scores"];
  return ModelProto.encode({
    irVersion: 8,
    opsetImport: [
      { domain, version },
      { domain: "", version: 18 },
    ],
    graph: {
      name: "trees",
      node: [
        {
          input: ["x"],
          output: outputs,
          opType: name,
          domain,
          attribute: Object.entries(attributes).map(([key, value]) => attributeProto(key, value)),
        },
      ],
      input: [valueProto("x", DATA_TYPE.double)],
      output: outputs.map((output) =>
        valueProto(output, output === "label" ? DATA_TYPE.int64 : DATA_TYPE.float),
      ),
    },
  }).finish();
}

function attributeProto(name: string, attribute: OnnxAttribute): object {
  const utf8 = (text: string): Uint8Array => new TextEncoder().encode(text);
  switch (attribute.kind) {
    case "int":
      return { name, type: 2, i: attribute.value };
    case "ints":
      return { name, type: 7, ints: attribute.value };
    case "string":
      return { name, type: 3, s: utf8(attribute.value) };
    case "strings":
      return { name, type: 8, strings: attribute.value.map(utf8) };
    case "doubles": {
      const { value } = attribute;
      const t = { dims: [value.length], dataType: DATA_TYPE.double, doubleData: value };
      return { name, type: 4, t };
    }
  }
}

function valueProto(name: string, elemType: number): object {
  return { name, type: { tensorType: { elemType } } };
}
