/** Turns of the event loop after which what has not settled is taken to wait for ever. */
const turns = 100;

/** What a promise comes to; "pending" where it waits for what will not happen, so that no test has to wait with it. */
export async function soon<T>(promise: Promise<T>): Promise<T | "pending"> {
  const patience = async (): Promise<"pending"> => {
    for (let turn = 0; turn < turns; turn += 1) {
      await new Promise((resolve) => setImmediate(resolve));
    }
    return "pending";
  };
  return await Promise.race([promise, patience()]);
}
