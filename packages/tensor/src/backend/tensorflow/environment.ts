/**
 * The variables that tell TensorFlow's library how many threads to take, how much of a GPU's memory, and what not to write. It
 * reads them once, when it starts.
 *
 * @param threads - Of the processor.
 * @param onGpu - Takes memory of the GPU as it is needed, where the library would take all of it at once, and lets the
 *   library write what it warns of: where a GPU does not open, that says why.
 */
export function libraryVariables(threads: number, onGpu: boolean): Record<string, string> {
  return {
    TF_NUM_INTRAOP_THREADS: String(threads),
    TF_NUM_INTEROP_THREADS: String(threads),
    ...(onGpu ? { TF_FORCE_GPU_ALLOW_GROWTH: "true" } : { TF_CPP_MIN_LOG_LEVEL: "2" }),
  };
}

/** Does some work with variables of the environment set, but for those that the user has set; then they are gone again. */
export async function withVariables<T>(
  variables: Readonly<Record<string, string>>,
  work: () => Promise<T>,
): Promise<T> {
  const unset = Object.entries(variables).filter(([name]) => process.env[name] === undefined);
  for (const [name, value] of unset) process.env[name] = value;
  try {
    return await work();
  } finally {
    for (const [name] of unset) Reflect.deleteProperty(process.env, name);
  }
}
