import { FairlineError } from "@fairline/core";
import type {
  OnnxRuntime,
  OnnxTensor,
  OnnxTensors,
  OutputLocation,
  Program,
  ProgramOptions,
} from "../onnx/runtime.ts";
import { disposeWhenMade, free, fromOnnx, isOnHost, toOnnx } from "../onnx/runtime.ts";
import { graphBytes, requireMemory } from "../memory.ts";
import type { Session, SessionStart } from "../session.ts";
import type { Forward, Step } from "../step.ts";
import type { HostTensors, Tensors } from "../tensors.ts";
import { joinValues, mapValues } from "../tensors.ts";
import type { TensorFlow } from "../tensorflow.ts";
import type { DeviceReader } from "./device-reader.ts";
import { deviceReader, release } from "./device-reader.ts";
import { only, prefixed, unprefixed } from "./prefix.ts";
import { partitionedProgram } from "./partitioned-program.ts";
import { checkReturned, checkScalars, checkSync, shapeText } from "./step-check.ts";
import type { Tracing } from "./tracing.ts";

/** What compiling a step takes. */
export interface Compiler extends ProgramOptions {
  readonly runtime: OnnxRuntime;
  /** TensorFlow.js and its tracer, loaded when the first step is compiled. */
  readonly tracing: () => Promise<Tracing>;
}

/** Values of a graph have one name each, so that outputs cannot be called like the inputs that they replace. */
const OUTPUT = "next";

type Shapes = Readonly<Record<string, readonly number[]>>;

/** What is to be compiled: a function of the inputs, and where its outputs are wanted. */
interface Work {
  readonly inputs: OnnxTensors;
  /** Those of the inputs whose shapes may be others the next time. */
  readonly batch: OnnxTensors;
  readonly body: (tf: TensorFlow, tensors: Tensors) => Tensors;
  readonly location: OutputLocation;
}

/**
 * A session that runs a step as one compiled graph.
 *
 * A step is traced and compiled when a batch of its shapes first comes, and kept: the smaller batch at the end of
 * an epoch is compiled once. Parameters, state and losses stay in the runtime's tensors, on a device where there is
 * one, until they are asked for.
 */
export function compiledSession(compiler: Compiler, step: Step, start: SessionStart): Session {
  return new CompiledSession(compiler, step, start);
}

class CompiledSession implements Session {
  readonly #compiler: Compiler;
  readonly #step: Step;
  /** The current `parameters/…` and `state/…`. */
  #held: OnnxTensors;
  #isStarted = false;
  #losses: OnnxTensors[] = [];
  readonly #reader: DeviceReader;
  readonly #programs = new Map<Step | Forward, Map<string, Promise<Program>>>();

  constructor(compiler: Compiler, step: Step, { parameters, state }: SessionStart) {
    this.#compiler = compiler;
    this.#step = step;
    this.#reader = deviceReader(compiler.runtime, compiler);
    this.#held = this.#toRuntime({
      ...prefixed("parameters", parameters),
      ...prefixed("state", state),
    });
  }

  async step(batch: HostTensors): Promise<void> {
    const given = this.#toRuntime(prefixed("batch", batch));
    const inputs = { ...this.#held, ...given };
    const body = (tf: TensorFlow, tensors: Tensors): Tensors => {
      const named = (prefix: string): Tensors => unprefixed(prefix, tensors);
      const result = this.#step(tf, named("parameters"), named("state"), named("batch"));
      checkSync(result);
      checkReturned("parameter", named("parameters"), result.parameters);
      checkReturned("state", named("state"), result.state);
      checkScalars(result.losses);
      return {
        ...prefixed("parameters", result.parameters),
        ...prefixed("state", result.state),
        ...prefixed("losses", result.losses),
      };
    };
    const program = await this.#compiled(this.#step, {
      inputs,
      batch: given,
      body,
      location: "device",
    });
    const { losses, held } = splitOutputs(await run(program, inputs, "a compiled step"));
    this.#losses.push(losses);
    // The tensors that the session started from belong to its caller.
    if (this.#isStarted) free(this.#held);
    else release(this.#held);
    this.#isStarted = true;
    this.#held = held;
  }

  async takeLosses(): Promise<Readonly<Record<string, Float32Array>>> {
    const steps = this.#losses.splice(0);
    const names = Object.keys(steps[0] ?? {});
    const columns = Object.fromEntries(
      names.map((name) => [name, steps.map((_, step) => `${String(step)}/${name}`)]),
    );
    const all = Object.fromEntries(
      steps.flatMap((losses, step) => Object.entries(prefixed(String(step), losses))),
    );
    try {
      return mapValues(await this.#vectors(all, columns), ({ values }) => values);
    } finally {
      release(all);
    }
  }

  async evaluate(forward: Forward, batch: HostTensors): Promise<HostTensors> {
    const given = this.#toRuntime(prefixed("batch", batch));
    const inputs = (): OnnxTensors => ({ ...only("parameters", this.#held), ...given });
    const body = (tf: TensorFlow, tensors: Tensors): Tensors => {
      const result = forward(tf, unprefixed("parameters", tensors), unprefixed("batch", tensors));
      checkSync(result);
      return result;
    };
    const program = await this.#compiled(forward, {
      inputs: inputs(),
      batch: given,
      body,
      location: "host",
    });
    // A step that ran while this was compiled has replaced the parameters.
    return await toHost(unprefixed(OUTPUT, await run(program, inputs(), "a compiled function")));
  }

  parameters(): Promise<HostTensors> {
    return this.#copyOf("parameters");
  }

  state(): Promise<HostTensors> {
    return this.#copyOf("state");
  }

  async #copyOf(part: "parameters" | "state"): Promise<HostTensors> {
    const tensors = unprefixed(part, this.#held);
    const vectors = await this.#vectors(
      tensors,
      mapValues(tensors, (_, name) => [name]),
    );
    return mapValues(tensors, ({ dims }, name) => ({
      shape: dims,
      values: vectors[name]!.values,
    }));
  }

  /** Tensors concatenated into vectors, in ordinary memory: see {@link DeviceReader}. */
  async #vectors(
    tensors: OnnxTensors,
    columns: Readonly<Record<string, readonly string[]>>,
  ): Promise<HostTensors> {
    if (!Object.values(tensors).every(isOnHost)) {
      return await toHost(unprefixed("vectors", await this.#reader.read(tensors, columns)));
    }
    const read = await toHost(tensors);
    return mapValues(columns, (names) => {
      const values = joinValues(names.map((name) => read[name]!.values));
      return { shape: [values.length], values };
    });
  }

  dispose(): void {
    for (const programs of this.#programs.values()) {
      for (const program of programs.values()) disposeWhenMade(program);
    }
    this.#programs.clear();
    this.#reader.dispose();
    release(this.#held);
    for (const losses of this.#losses) release(losses);
    this.#losses = [];
    this.#held = {};
  }

  #toRuntime(tensors: HostTensors): OnnxTensors {
    return mapValues(tensors, (tensor) => toOnnx(this.#compiler.runtime, tensor));
  }

  #compiled(owner: Step | Forward, work: Work): Promise<Program> {
    const programs = this.#programs.get(owner) ?? new Map<string, Promise<Program>>();
    this.#programs.set(owner, programs);
    const key = JSON.stringify(shapesOf(work.batch));
    const compiled = programs.get(key) ?? this.#compile(work);
    programs.set(key, compiled);
    return compiled;
  }

  async #compile({ inputs, body, location }: Work): Promise<Program> {
    const { runtime, provider, tracing } = this.#compiler;
    const { tf, tracer } = await tracing();
    const graph = tracer.trace(
      shapesOf(inputs),
      (tensors) => prefixed(OUTPUT, body(tf, tensors)),
      // Only the processor's convolutions over three axes are fast.
      provider === "cpu" ? "CHWN" : "NCHW",
    );
    requireMemory(graphBytes(graph), "a step");
    const options = { ...this.#compiler, location };
    return await partitionedProgram(runtime, graph, options).catch((cause: unknown) => {
      throw refused(cause);
    });
  }
}

/** @throws FairlineError `BACKEND_FAILED` with what ONNX Runtime says */
async function run(program: Program, inputs: OnnxTensors, what: string): Promise<OnnxTensors> {
  return await program.run(inputs).catch((cause: unknown) => {
    const shapes = Object.entries(inputs)
      .filter(([name]) => name.startsWith("batch/"))
      .map(([name, { dims }]) => `${name.slice("batch/".length)}: ${shapeText(dims)}`);
    throw new FairlineError(
      "BACKEND_FAILED",
      `ONNX Runtime failed in ${what} (${shapes.join(", ")}): ${messageOf(cause)}`,
      {
        hint: "Look for an index out of range or a whole number divided by 0; where memory is out, use a smaller batch.",
        cause,
      },
    );
  });
}

function refused(cause: unknown): FairlineError {
  return new FairlineError(
    "STEP_UNSUPPORTED",
    `ONNX Runtime does not take the compiled step: ${messageOf(cause)}`,
    { hint: "Use the backend wasm or cpu, which run steps operation by operation.", cause },
  );
}

function messageOf(cause: unknown): string {
  return cause instanceof Error ? cause.message : String(cause);
}

/** The outputs of a step: its losses, and what the next one starts from, under the names by which it goes in. */
function splitOutputs(outputs: OnnxTensors): { losses: OnnxTensors; held: OnnxTensors } {
  const losses: Record<string, OnnxTensor> = {};
  const held: Record<string, OnnxTensor> = {};
  for (const [output, tensor] of Object.entries(outputs)) {
    const name = output.slice(OUTPUT.length + 1);
    if (name.startsWith("losses/")) losses[name.slice("losses/".length)] = tensor;
    else held[name] = tensor;
  }
  return { losses, held };
}

function shapesOf(tensors: OnnxTensors): Shapes {
  return mapValues(tensors, ({ dims }) => dims);
}

async function toHost(tensors: OnnxTensors): Promise<HostTensors> {
  const read = Object.entries(tensors).map(
    async ([name, tensor]) => [name, await fromOnnx(tensor)] as const,
  );
  return Object.fromEntries(await Promise.all(read));
}
