import type { HostTensors, Tensors } from "../tensors.ts";
import { mapValues, sizeOf } from "../tensors.ts";
import type { Tensor, TensorFlow } from "../tensorflow.ts";
import type { Updated } from "./optimizer.ts";

/** Values from which on a parameter is moved by itself: joining it with others would cost more than an operation more. */
const LARGE = 2 ** 15;

/** Parameters that are moved together, and what stands behind the names of their state. */
interface Part {
  readonly names: readonly string[];
  readonly suffix: string;
}

/** What moves a part: the change that is to be subtracted, and the next of each of its vectors of state. */
export interface Move {
  readonly change: Tensor;
  readonly state: Tensors;
}

/**
 * State of zeros: for each name one vector over all small parameters, in the order of their names in the record, and one tensor
 * for every large parameter, `name/parameter`.
 *
 * A handful of large operations a step take the place of a dozen small ones per parameter.
 */
export function zeroState(parameters: HostTensors, names: readonly string[]): HostTensors {
  const zeros = partsOf(mapValues(parameters, ({ shape }) => sizeOf(shape))).flatMap(
    ({ names: members, suffix }) => {
      const sizes = members.map((name) => sizeOf(parameters[name]!.shape));
      const size = sizes.reduce((total, each) => total + each, 0);
      const shape = suffix === "" ? [size] : parameters[members[0]!]!.shape;
      return names.map(
        (name) => [`${name}${suffix}`, { shape, values: new Float32Array(size) }] as const,
      );
    },
  );
  return Object.fromEntries(zeros);
}

/**
 * The parameters after one step, and the state that {@link zeroState} began.
 *
 * @param move - Is called with the gradient of each part and its state, by the names without what stands behind them.
 */
export function moveParts(
  tf: TensorFlow,
  { parameters, gradients, state }: Readonly<Record<keyof Updated | "gradients", Tensors>>,
  move: (gradient: Tensor, state: (name: string) => Tensor) => Move,
): Updated {
  const moved: Record<string, Tensor> = {};
  const next: Record<string, Tensor> = {};
  for (const { names, suffix } of partsOf(mapValues(parameters, ({ size }) => size))) {
    const isJoined = suffix === "";
    const gradient = isJoined ? joined(tf, gradients, names) : gradients[names[0]!]!;
    const { change, state: after } = move(gradient, (name) => state[`${name}${suffix}`]!);
    for (const [name, value] of Object.entries(after)) next[`${name}${suffix}`] = value;
    let offset = 0;
    for (const name of names) {
      const parameter = parameters[name]!;
      const part = isJoined
        ? tf.reshape(tf.slice(change, [offset], [parameter.size]), parameter.shape)
        : change;
      moved[name] = tf.sub(parameter, part);
      offset += parameter.size;
    }
  }
  return { parameters: mapValues(parameters, (_, name) => moved[name]!), state: next };
}

/** The small parameters, and each large one. */
function partsOf(sizes: Readonly<Record<string, number>>): Part[] {
  const names = Object.keys(sizes);
  const small = names.filter((name) => sizes[name]! < LARGE);
  const large = names.filter((name) => sizes[name]! >= LARGE);
  return [
    ...(small.length > 0 ? [{ names: small, suffix: "" }] : []),
    ...large.map((name) => ({ names: [name], suffix: `/${name}` })),
  ];
}

/** All tensors as one vector, in the order of `names`. */
function joined(tf: TensorFlow, tensors: Tensors, names: readonly string[]): Tensor {
  return tf.concat(names.map((name) => tf.reshape(tensors[name]!, [-1])));
}
