/** Hands things over by name to who waits for them, in the order in which they come; either side may be first. */
export class Arrivals<T> {
  readonly #here = new Map<string, T[]>();
  readonly #awaited = new Map<string, ((thing: T) => void)[]>();

  /** Says that one has come. */
  add(name: string, thing: T): void {
    const waiting = this.#awaited.get(name)?.shift();
    if (waiting !== undefined) waiting(thing);
    else this.#here.set(name, [...(this.#here.get(name) ?? []), thing]);
  }

  /** Waits for the next one of a name; each is given once. */
  next(name: string): Promise<T> {
    const [thing, ...rest] = this.#here.get(name) ?? [];
    this.#here.set(name, rest);
    if (thing !== undefined) return Promise.resolve(thing);
    return new Promise((resolve) => {
      this.#awaited.set(name, [...(this.#awaited.get(name) ?? []), resolve]);
    });
  }
}
