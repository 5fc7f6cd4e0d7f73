import { categoryColumn, makeTable, partition } from "@fairline/arrow";
import type { Partition } from "@fairline/arrow";

/** Classes from codes; class c is called by its letter. */
export function classes(codes: ArrayLike<number>, count: number): Partition {
  const own = Int32Array.from(codes);
  const groups = Array.from({ length: count }, (_, code) => {
    const name = String.fromCharCode(97 + code);
    return { values: [name], name, size: own.filter((other) => other === code).length };
  });
  return { columns: ["class"], groups, codes: own };
}

/** The codes that occur, renumbered in order, as tables give them. */
export function seen(codes: ArrayLike<number>): Partition {
  const letters = Array.from(codes, (code) => String.fromCharCode(97 + code));
  const table = makeTable([{ name: "class", column: categoryColumn(letters) }]);
  return partition(table, ["class"], { missing: "refuse" });
}
