import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { FairlineError } from "@fairline/core";
import type { Codec } from "@fairline/core";
import { openBackend } from "@fairline/tensor";
import { encoderWidth } from "./encoder.ts";
import { MODEL_FILE, formatModelFile, readJson, readModelFile, readPart } from "./model-file.ts";
import { NetworkModel, createModel } from "./network-model.ts";
import type { ModelContent } from "./network-model.ts";
import { NETWORK_FILE, ONNX_FILE, WEIGHTS_FILE, parseSavedLayers } from "./saved-network.ts";

/**
 * The codec of `model` artifacts: a directory with a TensorFlow.js layers model (`model.json`, `weights.bin`), the
 * same network as `model.onnx`, and `fairline.json`. Reading checks the files; nothing that computes is loaded before
 * the model is opened.
 */
export const modelCodec: Codec<"model"> = {
  kind: "model",
  extension: "",
  async write(model, path) {
    if (!(model instanceof NetworkModel)) {
      throw new FairlineError("ARTIFACT_INVALID", "the model has no network that could be saved", {
        hint: "Make models with createModel of @fairline/model.",
      });
    }
    const { encoder, network, positive, negative, scoreMaps, rule, training } = model.content;
    const file = formatModelFile({
      format: "fairline-model",
      version: 1,
      features: encoder,
      classes: { positive, negative },
      ...(scoreMaps === undefined ? {} : { scoreMaps }),
      rule,
      training,
    });
    await mkdir(path);
    await writeFile(join(path, NETWORK_FILE), `${JSON.stringify(network.json)}\n`);
    await writeFile(join(path, WEIGHTS_FILE), network.weights);
    await writeFile(join(path, ONNX_FILE), network.onnx);
    await writeFile(join(path, MODEL_FILE), file);
  },
  async read(path) {
    const content = await readContent(path);
    return { open: async (backend) => createModel(content, await openBackend(backend)) };
  },
};

/** Reads and checks all files of a saved model. @throws FairlineError `ARTIFACT_INVALID` */
export async function readContent(path: string): Promise<ModelContent> {
  const { features, classes, scoreMaps, rule, training } = await readModelFile(path);
  const layers = parseSavedLayers(
    await readJson(path, NETWORK_FILE),
    await readPart(path, WEIGHTS_FILE),
  );
  const network = { ...layers, onnx: await readPart(path, ONNX_FILE) };
  const inputs = network.json.weightsManifest[0].weights[0]?.shape[0];
  if (inputs !== encoderWidth(features)) {
    throw new FairlineError(
      "ARTIFACT_INVALID",
      `the encoder gives ${String(encoderWidth(features))} inputs, but the network takes ${String(inputs)}`,
      { hint: "Run the stage that made the model again." },
    );
  }
  return { encoder: features, network, ...classes, scoreMaps, rule, training };
}
