/** The part of Dawn, the WebGPU of the npm package `webgpu`, that is used here. */
export interface Dawn {
  /** @param flags - See {@link adapterFlags}. */
  create(flags: readonly string[]): Gpu;
  /** The constants and classes that a browser has as globals. */
  readonly globals: Readonly<Record<string, unknown>>;
}

/** What a browser has as `navigator.gpu`. */
export interface Gpu {
  requestAdapter(options: {
    readonly powerPreference: "high-performance";
  }): Promise<Adapter | null>;
}

/** A graphics processor, or software that stands in for one. */
export interface Adapter {
  readonly info: AdapterInfo;
  readonly limits: Readonly<Record<string, number | undefined>>;
  requestDevice(descriptor: {
    readonly requiredFeatures: readonly string[];
    readonly requiredLimits: Readonly<Record<string, number>>;
  }): Promise<Device>;
}

/** What an adapter says of itself; words may be empty. */
export interface AdapterInfo {
  readonly vendor: string;
  readonly architecture: string;
  readonly device: string;
  readonly description: string;
  /** It computes in software. */
  readonly isFallbackAdapter: boolean;
}

/** A connection to an adapter, which computes. */
export interface Device {
  readonly limits: Readonly<Record<string, number | undefined>>;
  readonly queue: { onSubmittedWorkDone(): Promise<void> };
  /** Settles when the device is gone; never rejects. */
  readonly lost: Promise<{ readonly reason: string; readonly message: string }>;
  addEventListener(type: "uncapturederror", listener: (event: UncapturedError) => void): void;
  destroy(): void;
}

/** What the device could not do; the event comes before the call that caused it returns. */
export interface UncapturedError {
  readonly error: { readonly message: string };
  /** Keeps Dawn from writing the error to standard error. */
  preventDefault(): void;
}

/**
 * The limits that TensorFlow.js computes within. Those of a device are small unless it is asked for more: 256 MiB a
 * buffer where adapters offer gigabytes.
 */
const LIMITS = [
  "maxBufferSize",
  "maxStorageBufferBindingSize",
  "maxStorageBuffersPerShaderStage",
  "maxComputeWorkgroupStorageSize",
  "maxComputeWorkgroupsPerDimension",
  "maxComputeWorkgroupSizeX",
  "maxComputeInvocationsPerWorkgroup",
] as const;

/** Dawn's own flags for the first adapter with `name` in its name; for its choice, the fastest, if undefined. */
export function adapterFlags(name: string | undefined): string[] {
  return name === undefined ? [] : [`adapter=${name}`];
}

/**
 * Finds an adapter.
 *
 * @param gpu - What {@link Dawn.create} gave. Keep it for as long as the device is used: Dawn ends with it, and the
 *   process with a segmentation fault.
 * @param name - What the flags asked for.
 * @throws Error if there is none, with what Vulkan needs; if none has the name, with the names that there are.
 */
export async function openAdapter(gpu: Gpu, name: string | undefined): Promise<Adapter> {
  let adapter: Adapter | null;
  try {
    adapter = await gpu.requestAdapter({ powerPreference: "high-performance" });
  } catch (cause) {
    const found = listedAdapters(cause);
    throw new Error(
      found.length > 0
        ? `no graphics adapter has "${name ?? ""}" in its name; there is: ${found.join(", ")}`
        : `Dawn gives no graphics adapter: ${String(cause)}`,
      { cause },
    );
  }
  if (adapter === null) throw new Error(noAdapter());
  return adapter;
}

/**
 * The names of all graphics adapters.
 *
 * @param gpu - Made with the flags for an adapter's name that none has: asked for it, Dawn tells those that there are.
 */
export async function adapterNames(gpu: Gpu): Promise<string[]> {
  try {
    await gpu.requestAdapter({ powerPreference: "high-performance" });
    return [];
  } catch (cause) {
    return listedAdapters(cause);
  }
}

/** The names in what Dawn throws for an adapter's name that it does not find. */
function listedAdapters(cause: unknown): string[] {
  return [...String(cause).matchAll(/name: '(.*)'/g)].map((match) => match[1]!);
}

function noAdapter(): string {
  const found = "Dawn finds no graphics adapter";
  return process.platform === "linux"
    ? `${found}: it takes libvulkan.so.1 and a Vulkan driver (Debian and Ubuntu: libvulkan1, mesa-vulkan-drivers; ` +
        "Mesa 22.3 is too old, 25.0 works)"
    : found;
}

/** Opens a device with the largest limits that its adapter has. */
export function openDevice(adapter: Adapter): Promise<Device> {
  const limits = LIMITS.flatMap((name) => {
    const limit = adapter.limits[name];
    return limit === undefined ? [] : [[name, limit] as const];
  });
  return adapter.requestDevice({
    requiredFeatures: [],
    requiredLimits: Object.fromEntries(limits),
  });
}

/** Name, maker, kind and driver of an adapter, as far as it tells, and whether it is software. */
export function describeAdapter(info: AdapterInfo): string {
  const { device, vendor, architecture, description, isFallbackAdapter } = info;
  const kind = [vendor, architecture].filter((word) => word !== "").join(", ");
  return [
    `WebGPU on ${device === "" ? "a device without a name" : device}`,
    kind === "" ? "" : ` (${kind})`,
    description === "" ? "" : `, driver ${description}`,
    isFallbackAdapter ? "; in software, not on a graphics processor" : "",
  ].join("");
}
