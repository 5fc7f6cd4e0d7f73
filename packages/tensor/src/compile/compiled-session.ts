import { FairlineError } from "@fairline/core";
import { modelBytes } from "../onnx/model-bytes.ts";
import type { OnnxRuntime, OnnxTensors, Program, ProgramOptions } from "../onnx/runtime.ts";
import { fromOnnx, makeProgram, toOnnx } from "../onnx/runtime.ts";
import { graphBytes, requireMemory } from "../memory.ts";
import type { Session, SessionStart } from "../session.ts";
import type { Forward, Step } from "../step.ts";
import type { HostTensors, Tensors } from "../tensors.ts";
import { mapValues } from "../tensors.ts";
import type { TensorFlow } from "../tensorflow.ts";
import type { Graph } from "./graph.ts";
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

/** A program and what it was made for. */
interface Compiled {
  readonly program: Program;
}

/**
 * A session that runs a step as one compiled graph.
 *
 * A step is traced and compiled when a batch of its shapes first comes, and kept: the smaller batch at the end of
 * an epoch is compiled once. Parameters and state stay in the runtime's tensors between steps.
 */
export function compiledSession(compiler: Compiler, step: Step, start: SessionStart): Session {
  return new CompiledSession(compiler, step, start);
}

class CompiledSession implements Session {
  readonly #compiler: Compiler;
  readonly #step: Step;
  /** `parameters/…` and `state/…`. */
  #held: OnnxTensors;
  #losses: OnnxTensors[] = [];
  readonly #programs = new Map<Step | Forward, Map<string, Promise<Compiled>>>();

  constructor(compiler: Compiler, step: Step, { parameters, state }: SessionStart) {
    this.#compiler = compiler;
    this.#step = step;
    this.#held = this.#toRuntime({
      ...prefixed("parameters", parameters),
      ...prefixed("state", state),
    });
  }

  async step(batch: HostTensors): Promise<void> {
    const inputs = { ...this.#held, ...this.#toRuntime(prefixed("batch", batch)) };
    const { program } = await this.#compiled(this.#step, shapesOf(inputs), (tf, tensors) => {
      const given = (prefix: string): Tensors => unprefixed(prefix, tensors);
      const result = this.#step(tf, given("parameters"), given("state"), given("batch"));
      checkSync(result);
      checkKept("parameter", given("parameters"), result.parameters);
      checkKept("state", given("state"), result.state);
      checkScalars(result.losses);
      return {
        ...prefixed("parameters", result.parameters),
        ...prefixed("state", result.state),
        ...prefixed("losses", result.losses),
      };
    });
    const outputs = unprefixed(OUTPUT, await run(program, inputs, "a compiled step"));
    this.#losses.push(unprefixed("losses", outputs));
    this.#held = { ...only("parameters", outputs), ...only("state", outputs) };
  }

  async takeLosses(): Promise<Readonly<Record<string, Float32Array>>> {
    const steps = this.#losses.splice(0);
    const names = Object.keys(steps[0] ?? {});
    const columns = names.map(async (name) => {
      const values = await Promise.all(steps.map((losses) => fromOnnx(losses[name]!)));
      return [name, Float32Array.from(values, (each) => each.values[0]!)] as const;
    });
    return Object.fromEntries(await Promise.all(columns));
  }

  async evaluate(forward: Forward, batch: HostTensors): Promise<HostTensors> {
    const held = only("parameters", this.#held);
    const inputs = { ...held, ...this.#toRuntime(prefixed("batch", batch)) };
    const { program } = await this.#compiled(forward, shapesOf(inputs), (tf, tensors) => {
      const result = forward(tf, unprefixed("parameters", tensors), unprefixed("batch", tensors));
      checkSync(result);
      return result;
    });
    return await toHost(unprefixed(OUTPUT, await run(program, inputs, "a compiled function")));
  }

  parameters(): Promise<HostTensors> {
    return toHost(unprefixed("parameters", this.#held));
  }

  dispose(): void {
    for (const programs of this.#programs.values()) {
      for (const compiled of programs.values()) {
        // A program that could not be made has nothing to free, and its failure was told to who asked for it.
        void compiled.then(
          ({ program }) => {
            program.dispose();
          },
          () => undefined,
        );
      }
    }
    this.#programs.clear();
    this.#losses = [];
    this.#held = {};
  }

  #toRuntime(tensors: HostTensors): OnnxTensors {
    return mapValues(tensors, (tensor) => toOnnx(this.#compiler.runtime, tensor));
  }

  #compiled(
    owner: Step | Forward,
    shapes: Shapes,
    body: (tf: TensorFlow, tensors: Tensors) => Tensors,
  ): Promise<Compiled> {
    const programs = this.#programs.get(owner) ?? new Map<string, Promise<Compiled>>();
    this.#programs.set(owner, programs);
    const key = JSON.stringify(shapes);
    const compiled = programs.get(key) ?? this.#compile(shapes, body);
    programs.set(key, compiled);
    return compiled;
  }

  async #compile(
    shapes: Shapes,
    body: (tf: TensorFlow, tensors: Tensors) => Tensors,
  ): Promise<Compiled> {
    const { runtime, tracing } = this.#compiler;
    const { tf, tracer } = await tracing();
    const graph = tracer.trace(shapes, (tensors) => prefixed(OUTPUT, body(tf, tensors)));
    requireMemory(graphBytes(graph), "a step");
    const threads = addsInPlace(graph) ? 1 : this.#compiler.threads;
    const options = { ...this.#compiler, threads };
    const program = await makeProgram(runtime, modelBytes(graph), options).catch(
      (cause: unknown) => {
        throw refused(cause);
      },
    );
    return { program };
  }
}

/**
 * Whether a graph adds several rows to the same place, as the gradient of an embedding does: ONNX Runtime 1.30 does so
 * from all its threads at once without a lock, and loses some of the rows.
 */
function addsInPlace(graph: Graph): boolean {
  return graph.nodes.some(
    ({ op, attributes: { reduction } }) =>
      op === "ScatterND" && reduction?.kind === "string" && reduction.value === "add",
  );
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

/** @throws FairlineError `STEP_IMPURE` for what an async function gives */
function checkSync(result: unknown): void {
  if (!(result instanceof Promise)) return;
  // Whatever else it fails with comes of that.
  result.catch(() => undefined);
  throw new FairlineError("STEP_IMPURE", "a step gives a promise", {
    hint: "Write it without async: it is traced once, and nothing that it could wait for comes then.",
  });
}

/** @throws FairlineError `STEP_IMPURE` for a loss with other than one value */
function checkScalars(losses: Tensors): void {
  for (const [name, { shape }] of Object.entries(losses)) {
    if (shape.length === 0) continue;
    throw new FairlineError(
      "STEP_IMPURE",
      `the loss "${name}" is ${shapeText(shape)} and should be a scalar`,
      { hint: "Give out its mean, or its sum." },
    );
  }
}

/** @throws FairlineError `STEP_IMPURE` where a step gives back other tensors than it was given */
function checkKept(what: string, given: Tensors, kept: Tensors): void {
  for (const [name, { shape }] of Object.entries(given)) {
    const now = kept[name]?.shape;
    if (now?.join() === shape.join()) continue;
    const found = now === undefined ? "leaves it out" : `makes it ${shapeText(now)}`;
    throw new FairlineError(
      "STEP_IMPURE",
      `the ${what} "${name}" is ${shapeText(shape)}, and the step ${found}`,
      { hint: "Give back every parameter and all state, each in the shape that it came in." },
    );
  }
}

function shapeText(shape: readonly number[]): string {
  return shape.length === 0 ? "a scalar" : shape.join(" x ");
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

function prefixed<T>(prefix: string, record: Readonly<Record<string, T>>): Record<string, T> {
  return Object.fromEntries(
    Object.entries(record).map(([name, value]) => [`${prefix}/${name}`, value]),
  );
}

function only<T>(prefix: string, record: Readonly<Record<string, T>>): Record<string, T> {
  return Object.fromEntries(
    Object.entries(record).filter(([name]) => name.startsWith(`${prefix}/`)),
  );
}

function unprefixed<T>(prefix: string, record: Readonly<Record<string, T>>): Record<string, T> {
  return Object.fromEntries(
    Object.entries(only(prefix, record)).map(([name, value]) => [
      name.slice(prefix.length + 1),
      value,
    ]),
  );
}
