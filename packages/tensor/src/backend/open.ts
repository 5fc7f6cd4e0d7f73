import { FairlineError, nameHint } from "@fairline/core";
import type {
  Backend,
  Candidate,
  EagerBackend,
  EagerName,
  OpenOptions,
  FailedCandidate,
} from "./backend.ts";
import { cpu } from "./cpu.ts";
import { cuda } from "./tensorflow/cuda.ts";
import { native } from "./tensorflow/native.ts";
import { onnx, onnxCuda, onnxWebgpu } from "./onnx/onnx.ts";
import { wasm } from "./wasm/wasm.ts";

/** Every backend; `auto` tries those of {@link AUTOMATIC} in this order. */
export const CANDIDATES: readonly Candidate[] = [
  ...[onnx, onnxCuda, onnxWebgpu],
  ...[cuda, native, wasm, cpu],
];

/** The backends that `auto` may take. A GPU is taken only by name: its last digits are those of the device. */
export const AUTOMATIC: readonly Candidate[] = [onnx, wasm, cpu];

/**
 * Opens a compute backend.
 *
 * `auto` takes the first of onnx, wasm and cpu that starts and passes a numerical self-test. A backend of
 * TensorFlow.js loads it, about 60 ms the first time; a compiled one does when it first compiles a step.
 *
 * @param name - `auto`, or the name of a backend.
 * @throws FairlineError `BACKEND_UNAVAILABLE` for an unknown name, for a named backend that does not start or
 *   fails its self-test, and where `auto` finds none.
 */
export function openBackend(name: EagerName, options?: OpenOptions): Promise<EagerBackend>;
export function openBackend(name: string, options?: OpenOptions): Promise<Backend>;
export function openBackend(name: string, options: OpenOptions = {}): Promise<Backend> {
  if (name === "auto") return openFirst(AUTOMATIC, options);
  const strict = { ...options };
  delete strict.onFallback;
  return openNamed(name, CANDIDATES, strict);
}

/** The first of some backends that works here. @throws FairlineError `BACKEND_UNAVAILABLE` where none does */
export async function openFirst(
  candidates: readonly Candidate[],
  options: OpenOptions = {},
): Promise<Backend> {
  const failedCandidates: FailedCandidate[] = [];
  for (const candidate of candidates) {
    try {
      return { ...(await candidate.open(options)), failedCandidates };
    } catch (error) {
      failedCandidates.push({ name: candidate.name, why: reason(error) });
    }
  }
  const reasons = failedCandidates.map(({ name, why }) => `${name}: ${why}`).join("; ");
  throw new FairlineError("BACKEND_UNAVAILABLE", `no compute backend works here (${reasons})`, {
    hint: candidates[0]!.enable,
  });
}

/** One backend by its name; never another one. @throws FairlineError `BACKEND_UNAVAILABLE` */
export async function openNamed(
  name: string,
  candidates: readonly Candidate[],
  options: OpenOptions = {},
): Promise<Backend> {
  const candidate = candidates.find((each) => each.name === name);
  if (candidate === undefined) {
    throw new FairlineError("BACKEND_UNAVAILABLE", `there is no compute backend "${name}"`, {
      hint: nameHint(name, ["auto", ...candidates.map((each) => each.name)], "backends"),
    });
  }
  try {
    return await candidate.open(options);
  } catch (cause) {
    throw new FairlineError(
      "BACKEND_UNAVAILABLE",
      `the compute backend "${name}" does not work here: ${reason(cause)}`,
      { hint: candidate.enable, cause },
    );
  }
}

/** What an error that a backend threw says. */
export function reason(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
