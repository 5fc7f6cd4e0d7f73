import { sizeOf } from "../tensors.ts";

/** Element types of values in a graph. `int64` is for indices and shapes that ONNX wants so. */
export type ElementType = "float32" | "int32" | "bool" | "int64";

/** What a constant holds; `bool` lies in a `Uint8Array`. */
export type ConstantValues = Float32Array | Int32Array | Uint8Array | BigInt64Array;

/** A tensor that a graph computes or is given. */
export interface Value {
  readonly name: string;
  readonly shape: readonly number[];
  readonly type: ElementType;
  /** Its elements, row-major, where they are known when the graph is made; else undefined. */
  readonly constant: ConstantValues | undefined;
  /**
   * What this one is with its axes in another order, where it is made so: axis i is axis `perm[i]` of `value`, whose other
   * axes are of extent 1.
   */
  readonly inner?: { readonly value: Value; readonly perm: readonly number[] };
  /** What this one repeats along some axes, where it is made so. */
  readonly repeated?: Value;
  /** What this one is in another shape, where it is made so. */
  readonly reshaped?: Value;
  /** The truth that this one is as 0 and 1, where it is made so. */
  readonly truth?: Value;
  /** What this one is times a truth as 0 and 1, where it is made so. */
  readonly masked?: { readonly value: Value; readonly mask: Value };
}

/**
 * How pictures lie while windows move over them, in the order of the axes: "rows-first" has the rows of the batch first
 * and then the channels, as ONNX has it, and "rows-last" the channels first and the rows last.
 */
export type Layout = "rows-first" | "rows-last";

/** An attribute of a node: integers unless it says otherwise. */
export type Attribute =
  | { readonly kind: "int"; readonly value: number }
  | { readonly kind: "float"; readonly value: number }
  | { readonly kind: "ints"; readonly value: readonly number[] }
  | { readonly kind: "string"; readonly value: string };

/** One ONNX operation. */
export interface GraphNode {
  readonly op: string;
  /** Names of values; the empty name for an optional input that is left out. */
  readonly inputs: readonly string[];
  readonly outputs: readonly string[];
  readonly attributes: Readonly<Record<string, Attribute>>;
}

/** A finished graph: nodes in an order in which they can run. */
export interface Graph {
  readonly inputs: readonly Value[];
  readonly outputs: readonly Value[];
  readonly nodes: readonly GraphNode[];
  readonly constants: readonly Value[];
  /** Shape and element type of every value, by name. */
  readonly types: ReadonlyMap<string, ValueType>;
  /** Elements of the largest value that a node computes. */
  readonly largest: number;
}

/** Shape and element type of a value to come. */
export interface ValueType {
  readonly shape: readonly number[];
  readonly type: ElementType;
}

type Attributes = Readonly<Record<string, Attribute | undefined>>;

/** Collects nodes while a function of tensors is traced. */
export class GraphBuilder {
  readonly layout: Layout;
  readonly #inputs: Value[] = [];
  readonly #nodes: GraphNode[] = [];
  readonly #constants = new Map<string, Value>();
  /** The outputs of every node, by what it computes. */
  readonly #known = new Map<string, Value[]>();
  readonly #types = new Map<string, ValueType>();
  #count = 0;

  constructor(layout: Layout = "rows-first") {
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
  constant(values: ConstantValues, shape: readonly number[], type: ElementType): Value {
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
    const node = {
      op,
      inputs: inputs.map((value) => value?.name ?? ""),
      attributes: presentOnly(attributes),
    };
    const key = keyOf(node, outputs.length);
    const known = this.#known.get(key);
    if (known !== undefined) return known;
    const made = outputs.map(({ shape, type }) => ({
      name: this.#name("v"),
      shape: [...shape],
      type,
      constant: undefined,
    }));
    this.#known.set(key, made);
    for (const { name, shape, type } of made) this.#types.set(name, { shape, type });
    this.#nodes.push({ ...node, outputs: made.map(({ name }) => name) });
    return made;
  }

  /** What a node without attributes that is there already gives, of which there is one output. */
  known(op: string, inputs: readonly Value[]): Value | undefined {
    return this.#known.get(
      keyOf({ op, inputs: inputs.map(({ name }) => name), attributes: {} }, 1),
    )?.[0];
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

function keyOf(node: Omit<GraphNode, "outputs">, outputs: number): string {
  return JSON.stringify([node, outputs]);
}

/** An integer attribute. */
export const int = (value: number): Attribute => ({ kind: "int", value });
/** A float attribute. */
export const float = (value: number): Attribute => ({ kind: "float", value });
/** An attribute that is a list of integers. */
export const ints = (value: readonly number[]): Attribute => ({ kind: "ints", value });
/** A text attribute. */
export const text = (value: string): Attribute => ({ kind: "string", value });

/** Whether a value has no elements. */
export function isEmpty({ shape }: { readonly shape: readonly number[] }): boolean {
  return sizeOf(shape) === 0;
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
