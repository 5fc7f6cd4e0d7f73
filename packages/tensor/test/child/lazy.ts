import { openBackend } from "@fairline/tensor";

const isLoaded = (): boolean => "_tfengine" in globalThis;
const loadedByImport = isLoaded();
const { name } = await openBackend("auto");
const loadedByAuto = isLoaded();
await openBackend("wasm");
const cpu = await openBackend("cpu");
// The cpu backend greets whoever writes the first tensor, if it is let to.
cpu.use().tf.tensor1d([1, 2, 3]).dispose();
const listeners = ["uncaughtException", "unhandledRejection"]
  .map((event) => process.listenerCount(event))
  .reduce((total, count) => total + count);
process.stdout.write(
  JSON.stringify({
    loadedByImport,
    loadedByAuto,
    loadedByOpen: isLoaded(),
    opened: name,
    listeners,
  }),
);
