import { FairlineError } from "@fairline/core";
import type { EagerBackend, LayersModel } from "@fairline/tensor";
import { z } from "zod";
import { parsePart } from "./model-file.ts";

/** What `model.json` of a TensorFlow.js layers model says, as far as it is read here. */
export interface NetworkJson {
  readonly format: "layers-model";
  /** What wrote it, for people. */
  readonly generatedBy?: string | undefined;
  readonly modelTopology: Record<string, unknown>;
  readonly weightsManifest: [{ readonly paths: [string]; readonly weights: WeightSpec[] }];
}

/** Where a weight lies in the weights file: one after another, in this order. */
interface WeightSpec {
  readonly name: string;
  readonly shape: number[];
  readonly dtype: "float32";
}

const weightSpec = z.looseObject({
  name: z.string(),
  shape: z.array(z.int().nonnegative()),
  dtype: z.literal("float32"),
});

const networkJson: z.ZodType<NetworkJson> = z.looseObject({
  format: z.literal("layers-model"),
  generatedBy: z.string().optional(),
  modelTopology: z.record(z.string(), z.unknown()),
  weightsManifest: z.tuple([
    z.strictObject({ paths: z.tuple([z.string()]), weights: z.array(weightSpec) }),
  ]),
});

/** Name of the file that describes the network. */
export const NETWORK_FILE = "model.json";

/** Name of the one weights file, beside it. */
export const WEIGHTS_FILE = "weights.bin";

/** Name of the same network in ONNX's format, beside them. */
export const ONNX_FILE = "model.onnx";

/** Name of the input of `model.onnx`: rows x inputs, of 32-bit floats, any number of rows. */
export const ONNX_INPUT = "x";

/** Name of the output of `model.onnx`: P(positive) of each row; length rows. */
export const ONNX_OUTPUT = "score";

/** A TensorFlow.js layers model as it is on disk: the content of `model.json`, and of its weights file. */
export interface SavedLayers {
  readonly json: NetworkJson;
  readonly weights: Uint8Array<ArrayBuffer>;
}

/** A network as it is on disk, once for TensorFlow.js and once for everything that runs ONNX. */
export interface SavedNetwork extends SavedLayers {
  /** The content of `model.onnx`. */
  readonly onnx: Uint8Array;
}

/**
 * Checks what was read from `model.json` and its weights file.
 *
 * @throws FairlineError `ARTIFACT_INVALID` where it is no layers model, or the weights are not as long as it says.
 */
export function parseSavedLayers(json: unknown, weights: Uint8Array<ArrayBuffer>): SavedLayers {
  const parsed = parsePart(networkJson, json, NETWORK_FILE);
  const specs = parsed.weightsManifest[0].weights;
  const bytes = specs.reduce((total, { shape }) => total + 4 * shape.reduce((a, b) => a * b, 1), 0);
  if (bytes !== weights.byteLength) {
    throw new FairlineError(
      "ARTIFACT_INVALID",
      `${WEIGHTS_FILE} has ${String(weights.byteLength)} bytes, but ${NETWORK_FILE} describes ${String(bytes)}`,
      { hint: "Run the stage that made the model again." },
    );
  }
  return { json: parsed, weights };
}

/** Puts a saved layers model on a backend. Dispose of it after use. */
export async function loadLayers(backend: EagerBackend, saved: SavedLayers): Promise<LayersModel> {
  const { tf, layers } = backend.use();
  return await layers.loadLayersModel(
    tf.io.fromMemory({
      modelTopology: saved.json.modelTopology,
      weightSpecs: saved.json.weightsManifest[0].weights,
      weightData: saved.weights.buffer,
    }),
  );
}
