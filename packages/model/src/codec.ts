import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { FairlineError } from "@fairline/core";
import type { Codec } from "@fairline/core";
import { openBackend } from "@fairline/tensor";
import type { Backend } from "@fairline/tensor";
import { encoderWidth } from "./encoder.ts";
import type { Encoder } from "./encoder.ts";
import type { Model } from "./model.ts";
import { MODEL_FILE, formatModelFile, readJson, readModelFile, readPart } from "./model-file.ts";
import type { BinaryModelFile, ModelFile } from "./model-file.ts";
import { NetworkModel, createModel } from "./network-model.ts";
import type { ModelContent } from "./network-model.ts";
import { OutputsModel, createOutputsModel, notBinary } from "./outputs-model.ts";
import { NETWORK_FILE, ONNX_FILE, WEIGHTS_FILE, parseSavedLayers } from "./saved-network.ts";
import type { SavedNetwork } from "./saved-network.ts";

/**
 * The codec of `model` artifacts: a directory with a TensorFlow.js layers model (`model.json`, `weights.bin`), the
 * same network as `model.onnx`, and `fairline.json`. Reading checks the files; nothing that computes is loaded before
 * the model is opened.
 */
export const modelCodec: Codec<"model"> = {
  kind: "model",
  extension: "",
  async write(model, path) {
    if (!(model instanceof NetworkModel) && !(model instanceof OutputsModel)) {
      throw new FairlineError("ARTIFACT_INVALID", "the model has no network that could be saved", {
        hint: "Make models with createModel of @fairline/model.",
      });
    }
    const { network } = model.content;
    const file = formatModelFile(fileOf(model));
    await mkdir(path);
    await writeFile(join(path, NETWORK_FILE), `${JSON.stringify(network.json)}\n`);
    await writeFile(join(path, WEIGHTS_FILE), network.weights);
    await writeFile(join(path, ONNX_FILE), network.onnx);
    await writeFile(join(path, MODEL_FILE), file);
  },
  async read(path) {
    const make = await readParts(path);
    return { open: async (backend) => make(await openBackend(backend)) };
  },
};

function fileOf(model: NetworkModel | OutputsModel): ModelFile {
  const head = { format: "fairline-model", version: 1 } as const;
  if (model instanceof OutputsModel) {
    const { encoder, target, rule, training } = model.content;
    return { ...head, features: encoder, target, rule, training };
  }
  const { encoder, positive, negative, scoreMaps, rule, training } = model.content;
  return {
    ...head,
    features: encoder,
    classes: { positive, negative },
    ...(scoreMaps === undefined ? {} : { scoreMaps }),
    rule,
    training,
  };
}

/** Reads and checks the files; what it gives makes the model on a backend. */
async function readParts(path: string): Promise<(backend: Backend) => Model> {
  const file = await readModelFile(path);
  if (!("target" in file)) {
    const content = await binaryContent(path, file);
    return (backend) => createModel(content, backend);
  }
  const { features: encoder, target, rule, training } = file;
  const network = await readNetwork(path, encoder);
  return (backend) => createOutputsModel({ encoder, network, target, rule, training }, backend);
}

/** Reads and checks all files of a saved binary model. @throws FairlineError `ARTIFACT_INVALID`; `TASK_UNSUPPORTED` for another model */
export async function readContent(path: string): Promise<ModelContent> {
  const file = await readModelFile(path);
  if ("target" in file) throw notBinary(file.target.task);
  return await binaryContent(path, file);
}

async function binaryContent(path: string, file: BinaryModelFile): Promise<ModelContent> {
  const { features: encoder, classes, scoreMaps, rule, training } = file;
  const network = await readNetwork(path, encoder);
  return { encoder, network, ...classes, scoreMaps, rule, training };
}

async function readNetwork(path: string, encoder: Encoder): Promise<SavedNetwork> {
  const layers = parseSavedLayers(
    await readJson(path, NETWORK_FILE),
    await readPart(path, WEIGHTS_FILE),
  );
  const network = { ...layers, onnx: await readPart(path, ONNX_FILE) };
  const inputs = network.json.weightsManifest[0].weights[0]?.shape[0];
  if (inputs !== encoderWidth(encoder)) {
    throw new FairlineError(
      "ARTIFACT_INVALID",
      `the encoder gives ${String(encoderWidth(encoder))} inputs, but the network takes ${String(inputs)}`,
      { hint: "Run the stage that made the model again." },
    );
  }
  return network;
}
