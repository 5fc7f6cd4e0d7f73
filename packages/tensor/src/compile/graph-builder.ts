import { sizeOf } from "../tensors.ts";
import type {
  Attribute,
  Constant,
  ConstantValues,
  ElementType,
  Graph,
  GraphNode,
  Layout,
  Value,
  ValueType,
} from "./graph.ts";

/** The attributes of a node to come; one that is undefined is left out. */
export type Attributes = Readonly<Record<string, Attribute | undefined>>;

/** What computes a value. */
export interface Definition {
  readonly op: string;
  readonly inputs: readonly (Value | undefined)[];
  readonly attributes: GraphNode["attributes"];
}

/** Collects the nodes of a graph. */
export class GraphBuilder {
  /** For convolutions and pooling. */
  readonly layout: Layout;
  readonly #inputs: Value[] = [];
  readonly #nodes: GraphNode[] = [];
  readonly #constants = new Map<string, Constant>();
  /** The outputs of every node, by what it computes. */
  readonly #known = new Map<string, Value[]>();
  readonly #definitions = new Map<string, Definition>();
  readonly #types = new Map<string, ValueType>();
  #count = 0;

  constructor(layout: Layout = "NCHW") {
    this.layout = layout;
  }

  /** Declares an input. */
  input(name: string, { shape, type }: ValueType): Value {
    const value = { name, shape: [...shape], type, constant: undefined };
    this.#inputs.push(value);
    this.#types.set(name, { shape, type });
    return value;
  }

  /** A value that is known now. Small equal constants are one value. */
  constant(values: ConstantValues, shape: readonly number[], type: ElementType): Constant {
    const key = values.length <= 16 ? [type, shape.join("x"), hex(values)].join(":") : undefined;
    const known = key === undefined ? undefined : this.#constants.get(key);
    if (known !== undefined) return known;
    const value = { name: this.#name("c"), shape: [...shape], type, constant: values };
    this.#constants.set(key ?? value.name, value);
    this.#types.set(value.name, { shape, type });
    return value;
  }

  /** A list of int64, as ONNX takes shapes and axes. */
  integers(values: readonly number[]): Value {
    return this.constant(BigInt64Array.from(values, BigInt), [values.length], "int64");
  }

  /** A scalar. */
  scalar(value: number, type: "float32" | "int32" = "float32"): Value {
    const values = type === "float32" ? Float32Array.of(value) : Int32Array.of(value);
    return this.constant(values, [], type);
  }

  /** Adds a node with one output. */
  node(
    op: string,
    inputs: readonly (Value | undefined)[],
    output: ValueType,
    attributes: Attributes = {},
  ): Value {
    return this.nodes(op, inputs, [output], attributes)[0]!;
  }

  /**
   * Adds a node with several outputs, or gives those of a node that computes the same: gradients ask again for much
   * that the forward pass has computed.
   */
  nodes(
    op: string,
    inputs: readonly (Value | undefined)[],
    outputs: readonly ValueType[],
    attributes: Attributes = {},
  ): Value[] {
    const definition = { op, inputs, attributes: presentOnly(attributes) };
    const key = keyOf(definition, outputs.length);
    const known = this.#known.get(key);
    if (known !== undefined) return known;
    const made = outputs.map(({ shape, type }) => ({
      name: this.#name("v"),
      shape: [...shape],
      type,
      constant: undefined,
    }));
    this.#known.set(key, made);
    for (const { name, shape, type } of made) {
      this.#definitions.set(name, definition);
      this.#types.set(name, { shape, type });
    }
    this.#nodes.push({ ...nodeOf(definition), outputs: made.map(({ name }) => name) });
    return made;
  }

  /** The node that computes a value; undefined for an input and a constant. */
  definition({ name }: Value): Definition | undefined {
    return this.#definitions.get(name);
  }

  /** The output of the node without attributes that computes this, if there is one. */
  find(op: string, inputs: readonly Value[]): Value | undefined {
    return this.#known.get(keyOf({ op, inputs, attributes: {} }, 1))?.[0];
  }

  /**
   * The graph that computes these outputs, without what none of them needs.
   *
   * @param outputs - By the names that they get. Every one is a value of its own: what is handed on as it came in, or
   *   goes out under two names, is copied.
   */
  finish(outputs: Readonly<Record<string, Value>>): Graph {
    const computed = new Set(this.#nodes.flatMap((node) => node.outputs));
    const renamed = new Map<string, string>();
    for (const [name, value] of Object.entries(outputs)) {
      if (computed.has(value.name) && !renamed.has(value.name)) renamed.set(value.name, name);
      else
        this.#nodes.push({ op: "Identity", inputs: [value.name], outputs: [name], attributes: {} });
    }
    const nodes = neededNodes(
      this.#nodes.map((node) => renameValues(node, renamed)),
      outputs,
    );
    const used = new Set(nodes.flatMap((node) => node.inputs));
    const types = new Map([
      ...[...this.#types].map(([name, type]) => [renamed.get(name) ?? name, type] as const),
      ...Object.entries(outputs).map(([name, { shape, type }]) => [name, { shape, type }] as const),
    ]);
    const sizes = nodes
      .flatMap((node) => node.outputs)
      .map((name) => sizeOf(types.get(name)!.shape));
    return {
      inputs: this.#inputs,
      outputs: Object.entries(outputs).map(([name, { shape, type }]) => {
        return { name, shape, type, constant: undefined };
      }),
      nodes,
      constants: [...this.#constants.values()].filter(({ name }) => used.has(name)),
      types,
      largest: sizes.reduce((most, size) => Math.max(most, size), 0),
    };
  }

  #name(prefix: string): string {
    return `${prefix}${String(this.#count++)}`;
  }
}

function nodeOf({ op, inputs, attributes }: Definition): Omit<GraphNode, "outputs"> {
  return { op, inputs: inputs.map((value) => value?.name ?? ""), attributes };
}

/** Equal for nodes that compute the same. */
function keyOf(definition: Definition, outputs: number): string {
  return JSON.stringify([nodeOf(definition), outputs]);
}

/** The nodes that some output needs, in their order. */
function neededNodes(nodes: readonly GraphNode[], outputs: object): GraphNode[] {
  const needed = new Set(Object.keys(outputs));
  return nodes
    .toReversed()
    .flatMap((node) => {
      if (!node.outputs.some((name) => needed.has(name))) return [];
      for (const name of node.inputs) needed.add(name);
      return [node];
    })
    .toReversed();
}

function renameValues(node: GraphNode, names: ReadonlyMap<string, string>): GraphNode {
  const rename = (name: string): string => names.get(name) ?? name;
  return { ...node, inputs: node.inputs.map(rename), outputs: node.outputs.map(rename) };
}

function hex({ buffer, byteOffset, byteLength }: ConstantValues): string {
  return Buffer.from(buffer, byteOffset, byteLength).toString("hex");
}

function presentOnly(attributes: Attributes): Record<string, Attribute> {
  return Object.fromEntries(
    Object.entries(attributes).flatMap(([name, value]) =>
      value === undefined ? [] : [[name, value]],
    ),
  );
}
