import { fallbackSession } from "../../compile/fallback-session.ts";
import { eagerSession } from "../../session.ts";
import type { TensorFlowModules } from "../../tensorflow.ts";
import { loadTensorFlow } from "../../tensorflow.ts";
import type { Candidate, EagerBackend, EagerName, OpenOptions } from "../backend.ts";
import { explainMissingKernels } from "./missing-kernel.ts";
import { selfTest } from "./self-test.ts";

/** What makes one of TensorFlow.js's backends ours. */
export interface EagerDefinition {
  readonly name: EagerName;
  /** What TensorFlow.js calls it, where that is not its name. */
  readonly registeredAs?: string;
  /** What the user can do where it does not open: an imperative sentence. */
  readonly enable: string;
  /** The backend that runs the steps which this one cannot run, where `onFallback` is given. */
  readonly fallback?: Candidate<EagerBackend>;
  /**
   * Loads and initialises it, and makes it TensorFlow.js's active backend.
   *
   * @throws Error that says why it does not work here.
   */
  readonly start: (loaded: TensorFlowModules, options: OpenOptions) => Promise<Started>;
}

/** A backend of TensorFlow.js that has started. */
export interface Started {
  /** What computes, in words. */
  readonly device: string;
  /** Besides TensorFlow.js's own, where there is one. */
  readonly version?: string;
}

/** A {@link Candidate} on which TensorFlow.js computes operation by operation; its self-test is part of opening. */
export function eagerCandidate(definition: EagerDefinition): Candidate<EagerBackend> {
  const { name, registeredAs = name, enable, fallback } = definition;
  return {
    name,
    enable,
    async open(options) {
      const loaded = await loadTensorFlow();
      const { tf } = loaded;
      const { onFallback } = options;
      const { device, version } = await definition.start(loaded, options);
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
        failedCandidates: [],
        use() {
          activate();
          return loaded;
        },
        session(step, start) {
          const session = explainMissingKernels(eagerSession(tf, activate, step, start), name);
          if (fallback === undefined || onFallback === undefined) return session;
          const others = [() => fallback.open({})];
          return fallbackSession(session, { step, start, others, onFallback });
        },
      };
    },
  };
}
