/**
 * Finds largest values in windows that move upwards: a function that gives the position of the largest value among the
 * entries with a key in [low, high], the first of equal ones, and -1 if there is none. Neither bound may fall from call to
 * call. All calls together are linear in the number of entries.
 *
 * @param keys - Ascending.
 * @param values - As many.
 */
export function slidingBest(
  keys: Float64Array,
  values: Float64Array,
): (low: number, high: number) => number {
  // Positions whose value no later one in the window reaches: values fall along the queue.
  const queue = new Int32Array(keys.length);
  let head = 0;
  let tail = 0;
  let next = 0;
  return (low, high) => {
    for (; next < keys.length && keys[next]! <= high; next++) {
      while (tail > head && values[queue[tail - 1]!]! < values[next]!) tail--;
      queue[tail++] = next;
    }
    while (head < tail && keys[queue[head]!]! < low) head++;
    return head < tail ? queue[head]! : -1;
  };
}
