import { FairlineError } from "@fairline/core";
import type { JsonValue } from "@fairline/core";
import type { Table } from "@fairline/arrow";
import type { Backend } from "@fairline/tensor";
import { requireColumns } from "./encoder.ts";
import type { Encoder } from "./encoder.ts";
import type { Model } from "./model.ts";
import { OpenNetwork } from "./open-network.ts";
import type { SavedNetwork } from "./saved-network.ts";
import { outputNames } from "./target.ts";
import type { ModelOutputs, OutputRule, Target } from "./target.ts";
import { trainingWarnings } from "./training-warnings.ts";
import { unfamiliarText, unfamiliarValues } from "./unfamiliar.ts";

/** What a model of several classes or of a number is made of. */
export interface OutputsContent {
  readonly encoder: Encoder;
  /** Takes the encoded rows, gives P(class) for each class, or the value. */
  readonly network: SavedNetwork;
  readonly target: Exclude<Target, { readonly task: "binary" }>;
  readonly rule: OutputRule;
  /** How it was trained, for people and reports; nothing here depends on it. */
  readonly training: JsonValue;
}

/** Makes a model of several classes or of a number, that computes on an open backend. */
export function createOutputsModel(content: OutputsContent, backend: Backend): Model {
  return new OutputsModel(content, backend);
}

/** A model of several classes or of a number. What only binary models have is the error `TASK_UNSUPPORTED`. */
export class OutputsModel implements Model {
  readonly content: OutputsContent;
  readonly #outputs: OpenNetwork;

  constructor(content: OutputsContent, backend: Backend) {
    this.content = content;
    this.#outputs = new OpenNetwork(content.encoder, content.network, backend);
  }

  get target(): Target {
    return this.content.target;
  }

  get warnings(): readonly string[] {
    return trainingWarnings(this.content.training);
  }

  get features(): readonly string[] {
    return this.content.encoder.map(({ name }) => name);
  }

  get positive(): never {
    throw this.#notBinary();
  }

  get negative(): never {
    throw this.#notBinary();
  }

  get rule(): never {
    throw this.#notBinary();
  }

  get scoreMaps(): never {
    throw this.#notBinary();
  }

  score(): never {
    throw this.#notBinary();
  }

  predict(): never {
    throw this.#notBinary();
  }

  withRule(): never {
    throw this.#notBinary();
  }

  withScoreMap(): never {
    throw this.#notBinary();
  }

  async outputs(table: Table): Promise<ModelOutputs> {
    const names = outputNames(this.content.target);
    return { names, values: await this.#outputs.of(table, names.length) };
  }

  unfamiliarValues(table: Table): string | undefined {
    requireColumns(table, this.features);
    return unfamiliarText(unfamiliarValues(this.content.encoder, table), table.numRows);
  }

  dispose(): void {
    this.#outputs.dispose();
  }

  #notBinary(): FairlineError {
    return notBinary(this.content.target.task);
  }
}

/** The error of what only binary models have. */
export function notBinary(task: Target["task"]): FairlineError {
  return new FairlineError("TASK_UNSUPPORTED", `the model's task is ${task}, not binary`, {
    hint: "Train on a label of two classes, with positive set at ingest.",
  });
}
