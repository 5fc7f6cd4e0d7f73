import PQueue from "p-queue";
import type { Resources } from "@fairline/plan";

/** What work asks of the machine. */
export interface SlotRequest {
  readonly resources: Resources;
  /** Greater starts first. */
  readonly priority: number;
}

interface Waiting extends SlotRequest {
  readonly run: () => Promise<unknown>;
}

/** Runs work when the machine has room for it. */
export interface Slots {
  /**
   * Waits until the resources are free, holds them while `work` runs, and gives its result. A request for
   * more than the whole machine is held to the whole machine. What is refused with the signal has not started.
   */
  run<T>(work: () => Promise<T>, request: SlotRequest, signal: AbortSignal): Promise<T>;
}

/**
 * A queue on p-queue whose limit is a budget of cpus, memory and gpus rather than a count. Of what fits, the
 * highest priority starts first, then the first come; what fits is never held back for something larger, which
 * therefore may wait, but not for ever, since a plan is finite.
 */
export function slotsOf(total: Resources): Slots {
  const free = { ...wholeParts(total) };
  const waiting: Waiting[] = [];
  const fits = ({ resources }: Waiting): boolean =>
    resources.cpus <= free.cpus &&
    resources.memoryBytes <= free.memoryBytes &&
    resources.gpus <= free.gpus;

  /** The waiting room that p-queue asks: its size is the number that could start now. */
  class WaitingRoom {
    get size(): number {
      return waiting.some(fits) ? 1 : 0;
    }
    enqueue(run: () => Promise<unknown>, options: Partial<Waiting> = {}): void {
      const { resources = free, priority = 0 } = options;
      const place = waiting.findLastIndex((other) => other.priority >= priority) + 1;
      waiting.splice(place, 0, { run, resources, priority });
    }
    dequeue(): (() => Promise<unknown>) | undefined {
      const place = waiting.findIndex(fits);
      const [next] = waiting.splice(place, 1);
      if (next === undefined) return undefined;
      take(free, next.resources, -1);
      return next.run;
    }
    filter(): (() => Promise<unknown>)[] {
      return waiting.map(({ run }) => run);
    }
    setPriority(): void {
      throw new Error("priorities are set when work is added");
    }
  }

  const queue = new PQueue<WaitingRoom, Partial<Waiting>>({ queueClass: WaitingRoom });
  // p-queue starts one task for each that ends; a large one that ends may make room for several.
  queue.on("next", () => {
    queue.pause();
    queue.start();
  });
  return {
    run: (work, { resources, priority }, signal) => {
      const granted = wholeParts(capped(resources, total));
      const held = async () => {
        try {
          signal.throwIfAborted();
          return await work();
        } finally {
          take(free, granted, 1);
        }
      };
      return queue.add(held, { resources: granted, priority });
    },
  };
}

/** Counts thousandths of cpus and gpus, since sums of fractions drift. */
function wholeParts({ cpus, memoryBytes, gpus }: Resources): Resources {
  return { cpus: Math.ceil(cpus * 1000), memoryBytes, gpus: Math.ceil(gpus * 1000) };
}

/** What of a request the whole machine can give. */
export function capped(resources: Resources, total: Resources): Resources {
  return {
    cpus: Math.min(resources.cpus, total.cpus),
    memoryBytes: Math.min(resources.memoryBytes, total.memoryBytes),
    gpus: Math.min(resources.gpus, total.gpus),
  };
}

function take(
  free: { cpus: number; memoryBytes: number; gpus: number },
  resources: Resources,
  sign: 1 | -1,
): void {
  free.cpus += sign * resources.cpus;
  free.memoryBytes += sign * resources.memoryBytes;
  free.gpus += sign * resources.gpus;
}
