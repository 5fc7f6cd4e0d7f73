import { openBackend } from "@fairline/tensor";

const backend = await openBackend("onnx");
const session = backend.session(
  (tf, { w }, state, batch) => ({
    parameters: { w: w! },
    state,
    losses: { loss: tf.sum(tf.gather(w!, tf.cast(batch["at"]!, "int32"))) },
  }),
  { parameters: { w: { shape: [2], values: Float32Array.of(1, 2) } }, state: {} },
);
const code = await session.step({ at: { shape: [1], values: Float32Array.of(9) } }).then(
  () => "no error",
  (error: unknown) => String((error as { code: unknown }).code),
);
process.stdout.write(code);
