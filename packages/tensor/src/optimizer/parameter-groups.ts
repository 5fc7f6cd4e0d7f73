import type { HostTensors, Tensors } from "../tensors.ts";
import { mapValues, sizeOf } from "../tensors.ts";
import type { Tensor, TensorFlow } from "../tensorflow.ts";
import type { UpdateInputs, Updated } from "./optimizer.ts";

/** Values from which on a parameter is updated by itself: joining it with others would cost more than another operation. */
const LARGE = 2 ** 15;

/** Parameters that are updated together, and the suffix of the names of their state. */
interface ParameterGroup {
  readonly names: readonly string[];
  readonly suffix: string;
}

/** The update of a group: the change that is to be subtracted, and the next of each of its tensors of state. */
export interface GroupUpdate {
  readonly change: Tensor;
  readonly state: Tensors;
}

/**
 * State of zeros: for each name one vector over all small parameters, in the order of their names in the record, and one tensor
 * for every large parameter, `name/parameter`.
 *
 * A handful of large operations in each step take the place of a dozen small ones per parameter.
 */
export function zeroState(parameters: HostTensors, names: readonly string[]): HostTensors {
  const zeros = groupsOf(mapValues(parameters, ({ shape }) => sizeOf(shape))).flatMap(
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
 * @param update - Is called with the gradient of each group and its state, by the names without their suffix.
 */
export function updateGroups(
  tf: TensorFlow,
  { parameters, gradients, state, pace }: UpdateInputs,
  update: (gradient: Tensor, state: (name: string) => Tensor) => GroupUpdate,
): Updated {
  const updated: Record<string, Tensor> = {};
  const next: Record<string, Tensor> = {};
  for (const { names, suffix } of groupsOf(mapValues(parameters, ({ size }) => size))) {
    const isJoined = suffix === "";
    const gradient = isJoined ? joined(tf, gradients, names) : gradients[names[0]!]!;
    const { change: full, state: after } = update(gradient, (name) => state[`${name}${suffix}`]!);
    const change = pace === undefined ? full : tf.mul(full, pace);
    for (const [name, value] of Object.entries(after)) next[`${name}${suffix}`] = value;
    let offset = 0;
    for (const name of names) {
      const parameter = parameters[name]!;
      const own = isJoined
        ? tf.reshape(tf.slice(change, [offset], [parameter.size]), parameter.shape)
        : change;
      updated[name] = tf.sub(parameter, own);
      offset += parameter.size;
    }
  }
  return { parameters: mapValues(parameters, (_, name) => updated[name]!), state: next };
}

/** The small parameters together, and each large one. */
function groupsOf(sizes: Readonly<Record<string, number>>): ParameterGroup[] {
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
