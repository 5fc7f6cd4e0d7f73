/** Fewest and most rows of a step by default. */
export const BATCH_RANGE = [16, 512] as const;

/** Steps in an epoch that a batch by default leaves room for, as long as it has the fewest rows. */
export const STEPS_PER_EPOCH = 32;

/** Steps of a training by default, at least. */
export const LEAST_STEPS = 2400;

/** Epochs of a training by default, at least. */
export const LEAST_EPOCHS = 40;

/** How many rows a step takes, and how often training goes over them. */
export interface LoopSize {
  readonly batch: number;
  readonly epochs: number;
}

/**
 * The rows of a step and the number of epochs that a number of training rows has by default.
 *
 * A step takes the largest power of 2 up to a 32nd of the rows, within 16 and 512. There are as many epochs as give 2,400 steps, and at least
 * 40. So a table of 200 rows is seen in 13 steps an epoch, 185 times, and one of 30,000 in 59 steps, 41 times.
 *
 * @param given - What the user said; it stays.
 */
export function loopSize(
  rows: number,
  given: { readonly [K in keyof LoopSize]?: LoopSize[K] | undefined },
): LoopSize {
  const [fewest, most] = BATCH_RANGE;
  const power = 2 ** Math.floor(Math.log2(Math.max(rows / STEPS_PER_EPOCH, 1)));
  const batch = given.batch ?? Math.min(most, Math.max(fewest, power));
  const epochs =
    given.epochs ?? Math.max(LEAST_EPOCHS, Math.ceil(LEAST_STEPS / Math.ceil(rows / batch)));
  return { batch, epochs };
}
