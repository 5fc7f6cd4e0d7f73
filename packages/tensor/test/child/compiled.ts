import { openBackend } from "@fairline/tensor";
import { convnet } from "../compile/models.ts";

const { step, start, batch } = convnet(3);
const session = (await openBackend("onnx")).session(step, start);
for (let at = 0; at < 20; at++) await session.step(batch(at % 10 === 9 ? 5 : 16, at % 10));
const parameters = Object.values(await session.parameters());
process.stdout.write(
  parameters
    .map(({ values }) =>
      Buffer.from(values.buffer, values.byteOffset, values.byteLength).toString("hex"),
    )
    .join(""),
);
