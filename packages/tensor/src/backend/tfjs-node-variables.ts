/**
 * The variables that tell TensorFlow's library how many threads to take and what not to write. It reads them once, when it
 * starts.
 *
 * @param threads - Of the processor.
 * @param quiet - Leaves out what it tells of itself and warns of when it starts.
 */
export function libraryVariables(threads: number, quiet: boolean): Record<string, string> {
  return {
    TF_NUM_INTRAOP_THREADS: String(threads),
    TF_NUM_INTEROP_THREADS: String(threads),
    ...(quiet ? { TF_CPP_MIN_LOG_LEVEL: "2" } : {}),
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
