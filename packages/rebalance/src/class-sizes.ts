import type { Partition } from "@fairline/arrow";
import { FairlineError, nameHint } from "@fairline/core";

/**
 * What is done with rows until classes have their sizes. `over` adds copies of rows; `under` leaves rows out; `both` does either
 * where it is needed and keeps the number of rows; `bootstrap` draws that many rows with replacement.
 */
export type ResampleMethod = "over" | "under" | "both" | "bootstrap";

/**
 * Class sizes that are equal: the largest there is when rows are added, the smallest when they are left out.
 *
 * @param rows - Rows in all, for `both` and `bootstrap`; as many as there are if left out.
 * @returns One size per class.
 */
export function equalSizes(
  classes: Partition,
  method: ResampleMethod,
  rows?: number,
): Float64Array {
  return sizesByShares(sizesOf(classes), sizesOf(classes).fill(1), { method, rows });
}

/**
 * Sizes of the pairs of group and label that make the two independent: proportional to `n(g) n(y)`.
 *
 * Of all such sizes, the smallest that no pair exceeds already when rows are added, and the largest that every pair
 * reaches when they are left out, rounded to whole rows and to at least one. Pairs that no row has stay empty, and the
 * others are as if they were not there: independence is then out of reach.
 *
 * @param pair - The pair of each row: group crossed with label.
 * @param rows - As for {@link equalSizes}.
 * @returns One size per pair.
 * @see Kamiran and Calders (2012), "uniform sampling", which is `both`
 */
export function independentSizes(
  { group, label }: { readonly group: Partition; readonly label: Partition },
  pair: Partition,
  method: ResampleMethod,
  rows?: number,
): Float64Array {
  const sizes = sizesOf(pair);
  const ofGroup = sizesOf(group);
  const ofLabel = sizesOf(label);
  const expected = new Float64Array(sizes.length);
  for (const [row, p] of pair.codes.entries()) {
    expected[p] = (ofGroup[group.codes[row]!]! * ofLabel[label.codes[row]!]!) / pair.codes.length;
  }
  return sizesByShares(sizes, expected, { method, rows });
}

/**
 * Sizes in given shares: as {@link independentSizes} has them for the shares of independence.
 *
 * @param shares - By the name of the class, `Female`, or `Female × yes` for a pair; positive, with sum 1.
 * @throws FairlineError `PARAM_INVALID` for a class without a share or a share without a class.
 */
export function givenSizes(
  classes: Partition,
  shares: Readonly<Record<string, number>>,
  method: ResampleMethod,
  rows?: number,
): Float64Array {
  const names = classes.groups.map(({ name }) => name);
  const unknown = Object.keys(shares).find((name) => !names.includes(name));
  if (unknown !== undefined) {
    throw new FairlineError("PARAM_INVALID", `to gives a share to "${unknown}", which no row is`, {
      hint: nameHint(unknown, names, "classes among the training rows"),
    });
  }
  const wanted = Float64Array.from(names, (name) => {
    const share = shares[name];
    if (share !== undefined) return share;
    throw new FairlineError("PARAM_INVALID", `to gives no share to "${name}"`, {
      hint: `Give one to each of: ${names.join(", ")}.`,
    });
  });
  return sizesByShares(sizesOf(classes), wanted, { method, rows });
}

/**
 * Whole numbers with a given sum in proportion to shares: rounded down, then one more for the largest remainders, of equals the
 * first.
 *
 * @param shares - At least 0, with a positive sum of any size.
 */
export function apportion(total: number, shares: Float64Array): Float64Array {
  const sum = shares.reduce((a, b) => a + b, 0);
  const exact = shares.map((share) => (total * share) / sum);
  const sizes = exact.map(Math.floor);
  const left = total - sizes.reduce((a, b) => a + b, 0);
  const byRemainder = [...shares.keys()].sort(
    (a, b) => exact[b]! - sizes[b]! - (exact[a]! - sizes[a]!),
  );
  for (const c of byRemainder.slice(0, left)) sizes[c]! += 1;
  return sizes;
}

function sizesByShares(
  sizes: Float64Array,
  shares: Float64Array,
  { method, rows }: { readonly method: ResampleMethod; readonly rows: number | undefined },
): Float64Array {
  if (method === "both" || method === "bootstrap") {
    return apportion(rows ?? sizes.reduce((a, b) => a + b, 0), shares);
  }
  const scales = sizes.map((size, c) => size / shares[c]!);
  const scale = scales.reduce((a, b) => (method === "over" ? Math.max(a, b) : Math.min(a, b)));
  return shares.map((share) => Math.max(1, Math.round(scale * share)));
}

/** The number of rows of each class. */
export function sizesOf({ groups }: Partition): Float64Array {
  return Float64Array.from(groups, ({ size }) => size);
}
