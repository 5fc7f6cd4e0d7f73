import type { Backend, CompiledBackend, EagerBackend, HostTensor } from "@fairline/tensor";
import type { SavedLayers, SavedNetwork } from "./saved-network.ts";
import { ONNX_INPUT, ONNX_OUTPUT, loadLayers } from "./saved-network.ts";

/** A network on a backend, ready to score encoded rows. */
export interface Scorer {
  /**
   * @param x - Rows x inputs.
   * @returns P(positive) of each row, length rows; or P(class) or the value, rows x outputs.
   */
  score(x: HostTensor): Promise<Float32Array>;
  /** Frees what the backend holds. */
  dispose(): void;
}

/** Puts a saved network on a backend: its ONNX form where graphs are run, else its layers. */
export function openScorer(backend: Backend, network: SavedNetwork): Promise<Scorer> {
  return backend.kind === "compiled"
    ? compiledScorer(backend, network.onnx)
    : layersScorer(backend, network);
}

async function compiledScorer(backend: CompiledBackend, onnx: Uint8Array): Promise<Scorer> {
  const network = await backend.load(onnx);
  return {
    async score(x) {
      const outputs = await network.run({ [ONNX_INPUT]: x });
      return outputs[ONNX_OUTPUT]!.values;
    },
    dispose: () => {
      network.dispose();
    },
  };
}

async function layersScorer(backend: EagerBackend, saved: SavedLayers): Promise<Scorer> {
  const model = await loadLayers(backend, saved);
  return {
    async score({ shape, values }) {
      const { tf } = backend.use();
      const output = tf.tidy(() => {
        const x = tf.tensor(values, [...shape], "float32");
        return tf.reshape(tf.concat([model.predictOnBatch(x)].flat()), [-1]);
      });
      const scores = Float32Array.from(await output.data());
      output.dispose();
      return scores;
    },
    dispose: () => {
      model.dispose();
    },
  };
}
