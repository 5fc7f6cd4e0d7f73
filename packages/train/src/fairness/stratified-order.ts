import type { Random } from "@fairline/numeric";

/**
 * Rows in a random order in which each stratum is spread evenly: any run of them has each stratum's share of rows, to within one
 * or two.
 *
 * Rows are shuffled within their strata. The i-th of n rows of a stratum then stands at (i + u) / n of the way, with one random u in [0, 1)
 * for each stratum. Cost: rows times strata.
 *
 * @param strata - By row number; those below 0 are one stratum of their own.
 */
export function stratifiedOrder(
  rows: Uint32Array,
  strata: ArrayLike<number>,
  random: Random,
): Uint32Array {
  const members = new Map<number, number[]>();
  for (const row of rows) {
    const stratum = Math.max(-1, strata[row]!);
    const own = members.get(stratum);
    if (own === undefined) members.set(stratum, [row]);
    else own.push(row);
  }
  const queues = [...members.keys()]
    .sort((a, b) => a - b)
    .map((stratum) => {
      const own = Uint32Array.from(members.get(stratum)!);
      random.shuffleInPlace(own);
      return { own, offset: random.uniform(), next: 0 };
    });
  const order = new Uint32Array(rows.length);
  for (let at = 0; at < order.length; at++) {
    let [first, least] = [queues[0]!, Infinity];
    for (const queue of queues) {
      const place = (queue.next + queue.offset) / queue.own.length;
      if (queue.next < queue.own.length && place < least) [first, least] = [queue, place];
    }
    order[at] = first.own[first.next++]!;
  }
  return order;
}
