import { eagerSession } from "../session.ts";
import type { Loaded } from "../tensorflow.ts";
import { loadTensorFlow } from "../tensorflow.ts";
import type { Candidate, EagerBackend, EagerName } from "./backend.ts";
import { selfTest } from "./self-test.ts";

/** What makes one of TensorFlow.js's backends ours. */
export interface EagerDefinition {
  readonly name: EagerName;
  /** What TensorFlow.js calls it, where that is not its name. */
  readonly registeredAs?: string;
  /** What the user can do where it does not open: an imperative sentence. */
  readonly enable: string;
  /**
   * Loads and initialises it, and makes it TensorFlow.js's active backend.
   *
   * @returns What computes, in words, and a version besides TensorFlow.js's own where there is one.
   * @throws Error that says why it does not work here.
   */
  readonly start: (
    loaded: Loaded,
  ) => Promise<{ readonly device: string; readonly version?: string }>;
}

/** A {@link Candidate} on which TensorFlow.js computes operation by operation; its self-test is part of opening. */
export function eagerCandidate(definition: EagerDefinition): Candidate {
  const { name, registeredAs = name, enable } = definition;
  return {
    name,
    enable,
    async open(): Promise<EagerBackend> {
      const loaded = await loadTensorFlow();
      const { tf } = loaded;
      const { device, version } = await definition.start(loaded);
      const activate = (): void => {
        // A started backend is active again before setBackend's first await.
        if (tf.getBackend() !== registeredAs) void tf.setBackend(registeredAs);
      };
      activate();
      await selfTest(tf);
      const library = `TensorFlow.js ${tf.version_core}`;
      return {
        kind: "eager",
        name,
        device,
        version: version === undefined ? library : `${library}, ${version}`,
        passedOver: [],
        use() {
          activate();
          return loaded;
        },
        session: (step, start) => eagerSession(tf, activate, step, start),
      };
    },
  };
}
