import { openBackend } from "@fairline/tensor";
import { failure } from "@fairline/testing";
import { line, open } from "../regression.ts";

const [mode, adapter = ""] = process.argv.slice(2);
switch (mode) {
  case "train": {
    const before = new Set(Object.getOwnPropertyNames(globalThis));
    const backend = await openBackend("webgpu");
    const session = open(backend);
    await session.step(line());
    await session.takeLosses();
    const navigator: unknown = Reflect.get(globalThis, "navigator");
    const listeners = ["uncaughtException", "unhandledRejection"]
      .map((event) => process.listenerCount(event))
      .reduce((total, count) => total + count);
    const globals = Object.getOwnPropertyNames(globalThis)
      .filter((name) => !before.has(name) && name.startsWith("GPU"))
      .sort();
    const navigatorGpu = typeof navigator === "object" && navigator !== null && "gpu" in navigator;
    process.stdout.write(
      JSON.stringify({ loaded: backend.name, navigatorGpu, listeners, globals }),
    );
    break;
  }
  case "adapter":
    process.stdout.write(await failure(() => openBackend("webgpu", { adapter })));
    break;
  case "take":
    process.stdout.write((await openBackend(`webgpu:${adapter}`)).device);
    break;
  case "no-vulkan":
    // The Vulkan loader finds its drivers by these, the second in older versions.
    process.env["VK_DRIVER_FILES"] = "/none";
    process.env["VK_ICD_FILENAMES"] = "/none";
    process.stdout.write(await failure(() => openBackend("webgpu")));
    break;
  default:
    throw new Error(`unknown mode ${String(mode)}`);
}
