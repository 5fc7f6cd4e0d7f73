import type { Table } from "@fairline/arrow";
import type { Backend } from "@fairline/tensor";
import type { Encoder } from "./encoder.ts";
import { openEncoder } from "./row-encoder.ts";
import type { SavedNetwork } from "./saved-network.ts";
import { openScorer } from "./scorer.ts";
import type { Scorer } from "./scorer.ts";

/** Rows scored at a time: bounds the memory that scoring takes. */
const BATCH_ROWS = 4096;

/** A network with its encoder, put on the backend when it first computes. */
export class OpenNetwork {
  readonly #encoder: Encoder;
  readonly #network: SavedNetwork;
  readonly #backend: Backend;
  #scorer: Promise<Scorer> | undefined;

  constructor(encoder: Encoder, network: SavedNetwork, backend: Backend) {
    this.#encoder = encoder;
    this.#network = network;
    this.#backend = backend;
  }

  /** The network's outputs; rows x `width`, row-major. */
  async of(table: Table, width: number): Promise<Float64Array> {
    const encoder = openEncoder(this.#encoder, table);
    const scorer = await (this.#scorer ??= openScorer(this.#backend, this.#network));
    const outputs = new Float64Array(encoder.rows * width);
    for (let start = 0; start < encoder.rows; start += BATCH_ROWS) {
      const length = Math.min(BATCH_ROWS, encoder.rows - start);
      const rows = Uint32Array.from({ length }, (_, i) => start + i);
      const x = { shape: [length, encoder.width], values: encoder.encode(rows) };
      outputs.set(await scorer.score(x), start * width);
    }
    return outputs;
  }

  /** Frees what the backend holds. */
  dispose(): void {
    void this.#scorer?.then((scorer) => {
      scorer.dispose();
    });
    this.#scorer = undefined;
  }
}
