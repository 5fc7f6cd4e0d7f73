import { FairlineError, nameHint } from "@fairline/core";
import type { BackendName } from "@fairline/tensor";

/** Names that `--backend` takes. A record, so that the type check holds it to what `tensor` offers. */
const BACKENDS: Readonly<Record<BackendName | "auto", true>> = {
  auto: true,
  onnx: true,
  "onnx-cuda": true,
  "onnx-webgpu": true,
  cuda: true,
  native: true,
  webgpu: true,
  wasm: true,
  cpu: true,
};

/**
 * What `auto` stands for. It is fixed rather than probed, because it joins the keys: the same pipeline must
 * have the same keys whether or not a backend was opened.
 */
const AUTO: BackendName = "wasm";

/** The backend that a name on the command line means. @throws FairlineError `OPTION_INVALID` for none of ours */
export function backendNamed(name: string): string {
  if (!Object.hasOwn(BACKENDS, name)) {
    throw new FairlineError("OPTION_INVALID", `there is no compute backend "${name}"`, {
      hint: nameHint(name, Object.keys(BACKENDS), "backends"),
    });
  }
  return name === "auto" ? AUTO : name;
}
