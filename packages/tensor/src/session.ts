import { setImmediate } from "node:timers/promises";
import type { Forward, Step } from "./step.ts";
import type { HostTensors, Tensors } from "./tensors.ts";
import { mapValues } from "./tensors.ts";
import type { TensorFlow } from "./tensorflow.ts";

/**
 * A training run on a backend: it holds parameters and optimizer state between steps.
 *
 * Only named tensors in ordinary memory go in and come out, so that what runs the steps can change.
 */
export interface Session {
  /** Runs one step. Yields to the event loop, so that a cancelled run is noticed. */
  step(batch: HostTensors): Promise<void>;
  /** The losses of the steps since the last call, by name, oldest first. Reads from the backend once per name. */
  takeLosses(): Promise<Readonly<Record<string, Float32Array>>>;
  /** Runs a function of the current parameters and a batch, and reads what it gives. */
  evaluate(forward: Forward, batch: HostTensors): Promise<HostTensors>;
  /** A copy of the parameters as they are now. */
  parameters(): Promise<HostTensors>;
  /** A copy of the optimizer's state as it is now: a session that starts from both goes on as this one does. */
  state(): Promise<HostTensors>;
  /** Frees everything. The session must not be used afterwards. */
  dispose(): void;
}

/** What a session starts from. */
export interface SessionStart {
  readonly parameters: HostTensors;
  /** Of the optimizer. */
  readonly state: HostTensors;
}

/**
 * A session that runs a step operation by operation on TensorFlow.js's own backend.
 *
 * @param activate - Makes the backend TensorFlow.js's active one; called before anything is computed.
 */
export function eagerSession(
  tf: TensorFlow,
  activate: () => void,
  step: Step,
  start: SessionStart,
): Session {
  activate();
  const held: { parameters: Tensors; state: Tensors; losses: Tensors[] } = {
    parameters: toDevice(tf, start.parameters),
    state: toDevice(tf, start.state),
    losses: [],
  };
  const copyOf = async (tensors: Tensors): Promise<HostTensors> => {
    activate();
    return await toHost(
      tf,
      tf.tidy(() => mapValues(tensors, (tensor) => tf.clone(tensor))),
    );
  };
  return {
    async step(batch) {
      activate();
      const { parameters, state, losses } = tf.tidy(() => ({
        ...step(tf, held.parameters, held.state, toDevice(tf, batch)),
      }));
      tf.dispose({ parameters: held.parameters, state: held.state });
      held.parameters = parameters;
      held.state = state;
      held.losses.push(losses);
      await setImmediate();
    },
    async takeLosses() {
      activate();
      const steps = held.losses.splice(0);
      const names = Object.keys(steps[0] ?? {});
      const stacked = tf.tidy(() =>
        Object.fromEntries(
          names.map((name) => [name, tf.stack(steps.map((losses) => losses[name]!))]),
        ),
      );
      tf.dispose(steps);
      return mapValues(await toHost(tf, stacked), ({ values }) => values);
    },
    async evaluate(forward, batch) {
      activate();
      return await toHost(
        tf,
        tf.tidy(() => forward(tf, held.parameters, toDevice(tf, batch))),
      );
    },
    parameters: () => copyOf(held.parameters),
    state: () => copyOf(held.state),
    dispose() {
      tf.dispose(held);
      held.losses = [];
    },
  };
}

function toDevice(tf: TensorFlow, tensors: HostTensors): Tensors {
  return mapValues(tensors, ({ values, shape }) => tf.tensor(values, [...shape], "float32"));
}

/** Reads tensors and frees them. */
async function toHost(tf: TensorFlow, tensors: Tensors): Promise<HostTensors> {
  try {
    const read = Object.entries(tensors).map(async ([name, tensor]) => {
      const values = Float32Array.from(await tensor.data());
      return [name, { shape: tensor.shape, values }] as const;
    });
    return Object.fromEntries(await Promise.all(read));
  } finally {
    tf.dispose(tensors);
  }
}
