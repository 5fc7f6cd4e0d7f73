import { failure, runSource } from "@fairline/testing";
import { describe, expect, it } from "vitest";
import { graphicsAdapters } from "../src/backend/webgpu.ts";
import { openBackend, sgd, adam } from "../src/index.ts";
import type { EagerBackend, HostTensors } from "../src/index.ts";
import { gradient, line, open, slopes } from "./regression.ts";
import { openForTests } from "./webgpu-opened.ts";

const opened = await openForTests("webgpu");
const child = new URL("child/webgpu.ts", import.meta.url);

/** The parts of a device that tests break it with. */
interface Device {
  createBuffer(options: { size: number; usage: number }): unknown;
  destroy(): void;
}

/** Of the active backend, which is webgpu. */
function deviceOf(backend: EagerBackend): Device {
  return (backend.use().tf.backend() as unknown as { readonly device: Device }).device;
}

async function parametersAfter(
  name: "webgpu" | "cpu",
  steps: number,
  optimizer = adam({ learningRate: 0.1 }),
): Promise<number[]> {
  const session = open(await openBackend(name), optimizer);
  for (let step = 0; step < steps; step++) await session.step(line());
  const { w, b } = await session.parameters();
  session.dispose();
  return [...w!.values, ...b!.values];
}

describe.skipIf("skipped" in opened)(
  `the backend webgpu${"skipped" in opened ? opened.skipped : ""}`,
  () => {
    it("says what computes and which versions", async () => {
      const { name, device, version } = await openBackend("webgpu");
      expect(name).toBe("webgpu");
      expect(device).toMatch(/^WebGPU on ./);
      expect(version).toMatch(/^TensorFlow\.js 4\.22\.0, webgpu \d+\.\d+\.\d+$/);
    });

    it("computes small tensors on the device too", async () => {
      const { tf } = (await openBackend("webgpu")).use();
      const sum = tf.tidy(() => tf.add(tf.scalar(1), tf.scalar(2)));
      // What the processor computes can be read at once.
      expect(() => sum.dataSync()).toThrow("cannot be read at once");
      expect([...(await sum.data())]).toEqual([3]);
      sum.dispose();
    });

    it("moves against the gradient that central differences find", async () => {
      const found = await gradient(await openBackend("webgpu"));
      for (const [i, slope] of slopes().entries()) expect(found[i]).toBeCloseTo(slope, 4);
    });

    it.each([
      ["adam", adam({ learningRate: 0.1 })],
      ["sgd with momentum", sgd({ learningRate: 0.1, momentum: 0.9 })],
    ])("gives the parameters of cpu after 20 steps of %s", async (_, optimizer) => {
      const expected = await parametersAfter("cpu", 20, optimizer);
      const found = await parametersAfter("webgpu", 20, optimizer);
      for (const [i, value] of expected.entries()) expect(found[i]).toBeCloseTo(value, 4);
    });

    it("gives the losses of every step since they were last taken", async () => {
      const losses = async (name: "webgpu" | "cpu") => {
        const session = open(await openBackend(name));
        for (let step = 0; step < 5; step++) await session.step(line());
        const taken = await session.takeLosses();
        session.dispose();
        return taken;
      };
      const [found, expected] = [await losses("webgpu"), await losses("cpu")];
      expect(Object.keys(found)).toEqual(["loss", "worst"]);
      for (const name of ["loss", "worst"]) {
        for (const [step, value] of expected[name]!.entries())
          expect(found[name]![step]).toBeCloseTo(value, 4);
      }
    });

    it("holds as many tensors and bytes after 20 epochs as after 2, buffers kept for later among them", async () => {
      const backend = await openBackend("webgpu");
      const atStart = backend.use().tf.memory().numTensors;
      const session = open(backend);
      const held: unknown[] = [];
      for (let epoch = 1; epoch <= 20; epoch++) {
        for (let step = 0; step < 3; step++) await session.step(line());
        await session.takeLosses();
        await session.evaluate((tf, parameters) => ({ w: tf.square(parameters["w"]!) }), {});
        await session.parameters();
        // Besides tensors and bytes: numBytesInGPU and numBytesAllocatedInGPU.
        held.push({ ...backend.use().tf.memory() });
      }
      expect(held[19]).toEqual(held[1]);
      session.dispose();
      expect(backend.use().tf.memory().numTensors).toBe(atStart);
    });

    it("is not disturbed by a session on another backend between its steps", async () => {
      const other = open(await openBackend("cpu"));
      const session = open(await openBackend("webgpu"));
      for (let step = 0; step < 5; step++) {
        await session.step(line());
        await other.step(line());
      }
      const { w, b } = await session.parameters();
      session.dispose();
      other.dispose();
      expect([...w!.values, ...b!.values]).toEqual(await parametersAfter("webgpu", 5));
    });

    it.each([
      ["webgpu", "cpu"],
      ["webgpu", "wasm"],
      ["cpu", "webgpu"],
    ] as const)("a model that was saved on %s predicts the same on %s", async (from, to) => {
      const x: HostTensors[string] = line()["x"]!;
      const predict = async (
        backend: EagerBackend,
        build: () => Promise<{ predict(x: never): unknown; dispose(): unknown }>,
      ) => {
        const model = await build();
        const { tf } = backend.use();
        // A sequential model has one output.
        const output = tf.tidy(
          () =>
            model.predict(tf.tensor(x.values, [...x.shape]) as never) as ReturnType<
              typeof tf.tensor
            >,
        );
        const values = await output.data();
        output.dispose();
        model.dispose();
        return values;
      };
      const source = await openBackend(from);
      const { tf, layers } = source.use();
      const saved: Parameters<typeof tf.io.fromMemory>[0][] = [];
      const before = await predict(source, async () => {
        const { layers: of, sequential } = layers;
        const model = sequential({
          layers: [
            of.dense({ units: 8, inputShape: [2], activation: "tanh" }),
            of.dense({ units: 1 }),
          ],
        });
        await model.save(
          tf.io.withSaveHandler((artifacts) => {
            saved.push(artifacts);
            return Promise.resolve({
              modelArtifactsInfo: tf.io.getModelArtifactsInfoForJSON(artifacts),
            });
          }),
        );
        return model;
      });
      const target = await openBackend(to);
      const after = await predict(target, () => {
        const loaded = target.use();
        return loaded.layers.loadLayersModel(loaded.tf.io.fromMemory(saved[0]!));
      });
      expect(before).toHaveLength(40);
      for (const [row, value] of before.entries())
        expect(Math.abs(value - after[row]!)).toBeLessThan(1e-5);
    });

    it("names an operation that it lacks", async () => {
      const { tf } = (await openBackend("webgpu")).use();
      expect(await failure(() => tf.unique(tf.tensor1d([1, 1, 2])))).toMatchInlineSnapshot(`
        "BACKEND_FAILED: TensorFlow.js has no kernel Unique for the backend "webgpu"
        Write it with other operations, or use another backend: wasm, cpu."
      `);
    });

    it("says that values cannot be read at once", async () => {
      const { tf } = (await openBackend("webgpu")).use();
      expect(await failure(() => tf.tidy(() => tf.square(tf.scalar(3)).dataSync())))
        .toMatchInlineSnapshot(`
        "BACKEND_FAILED: the values of a tensor on the device of the backend "webgpu" cannot be read at once (dataSync, arraySync)
        Read them with \`await tensor.data()\`, outside of steps."
      `);
    });

    it("refuses a tensor larger than the device's largest buffer, and goes on", async () => {
      const { tf } = (await openBackend("webgpu")).use();
      const words = await failure(() => tf.tidy(() => tf.fill([2 ** 16, 2 ** 15], 1)));
      expect(words.replace(/at most \d+/, "at most N")).toMatchInlineSnapshot(`
        "BACKEND_FAILED: a tensor of shape [65536, 32768] takes 8589934592 bytes; the device of the backend "webgpu" takes at most N in one tensor
        Use a smaller batch or fewer units, or use another backend: wasm."
      `);
      expect(await parametersAfter("webgpu", 1)).toHaveLength(3);
    });

    it("refuses what cannot be computed of a tensor without values, and goes on", async () => {
      const { tf } = (await openBackend("webgpu")).use();
      const none = (): unknown =>
        tf.tidy(() =>
          tf.grad((filter) =>
            tf.sum(tf.conv2d(tf.tensor4d([], [0, 4, 4, 1]), filter as never, 1, "valid")),
          )(tf.ones([2, 2, 1, 1])),
        );
      expect(await failure(none)).toMatchInlineSnapshot(`
        "BACKEND_FAILED: the backend "webgpu" cannot compute this with a tensor of shape [0, 9, 4], which has no values
        Leave out empty batches, or use another backend: wasm."
      `);
      expect(await parametersAfter("webgpu", 1)).toHaveLength(3);
    });

    it("throws at the next call once its device is lost, and opens anew on another", async () => {
      const backend = await openBackend("webgpu");
      const session = open(backend);
      await session.step(line());
      deviceOf(backend).destroy();
      expect(await failure(() => session.takeLosses())).toMatchInlineSnapshot(`
        "BACKEND_FAILED: the device of the backend "webgpu" is lost (destroyed): device was destroyed
        Run it again; if it is lost again, look for the reason in the driver's log, or use another backend: wasm."
      `);
      expect(await failure(() => session.step(line()))).toMatchInlineSnapshot(`
        "BACKEND_FAILED: the device of the backend "webgpu" is lost (destroyed): device was destroyed
        Run it again; if it is lost again, look for the reason in the driver's log, or use another backend: wasm."
      `);
      expect(await failure(() => session.evaluate((_, { w }) => ({ w: w! }), {}))).toContain(
        "is lost",
      );
      session.dispose();
      expect(await parametersAfter("webgpu", 1)).toHaveLength(3);
    });

    it("throws at the next call once its device has failed, rather than give zeros", async () => {
      const backend = await openBackend("webgpu");
      const session = open(backend);
      const STORAGE = 128;
      deviceOf(backend).createBuffer({ size: 2 ** 50, usage: STORAGE });
      const words = await failure(() => session.parameters());
      expect(words.replace(/limit \(\d+\)/, "limit (N)")).toMatchInlineSnapshot(`
        "BACKEND_FAILED: the device of the backend "webgpu" failed: Buffer size (1125899906842624) exceeds the max buffer size limit (N).
        Use a smaller batch, or use another backend: wasm."
      `);
      session.dispose();
      expect(await parametersAfter("webgpu", 1)).toHaveLength(3);
    });

    it("opens once, however often it is asked at the same time", async () => {
      const devices = await Promise.all(
        Array.from({ length: 4 }, async () => deviceOf(await openBackend("webgpu"))),
      );
      expect(new Set(devices).size).toBe(1);
    });

    it("refuses another adapter than the one in use", async () => {
      const words = await failure(() => openBackend("webgpu", { adapter: "no such adapter" }));
      expect(words).toContain(
        "a process computes on one adapter, and this one has opened WebGPU on ",
      );
    });

    it("tells which adapters there are, and takes one by a part of its name", async () => {
      const [name = "none"] = await graphicsAdapters();
      // Vulkan and WebGPU spell a device's name alike in its first word only, and not in case.
      const word = name.split(" ")[0]!.toLowerCase();
      const device = await runSource(child, ["take", word], { mayWarn: true });
      expect(device.toLowerCase()).toContain(`webgpu on ${word}`);
    });

    it("ends its process by itself, and leaves no navigator.gpu and no listeners", async () => {
      expect(JSON.parse(await runSource(child, ["train"], { mayWarn: true }))).toEqual({
        loaded: "webgpu",
        navigatorGpu: false,
        listeners: 0,
        globals: ["GPUBuffer", "GPUBufferUsage", "GPUMapMode", "GPUTexture"],
      });
    });

    it("says which adapters there are if none has the name that was asked for", async () => {
      const words = await runSource(child, ["adapter", "no such adapter"], { mayWarn: true });
      expect(words).toContain('no graphics adapter has "no such adapter" in its name; there is: ');
    });

    it.runIf(process.platform === "linux")(
      "says what to install where there is no Vulkan",
      async () => {
        expect(await runSource(child, ["no-vulkan"], { mayWarn: true })).toMatchInlineSnapshot(`
          "BACKEND_UNAVAILABLE: the compute backend "webgpu" does not work here: Dawn finds no graphics adapter: it takes libvulkan.so.1 and a Vulkan driver (Debian and Ubuntu: libvulkan1, mesa-vulkan-drivers; Mesa 22.3 is too old, 25.0 works)
          Run \`npm install webgpu@0.6.2 @tensorflow/tfjs-backend-webgpu@4.22.0\`; on Linux install a Vulkan driver too (docs/guide/compute/webgpu.md)."
        `);
      },
    );
  },
);
