import type { Expression } from "../src/index.ts";

/** A tree without places, with a pair of parentheses around every operator: how it was read. */
export function shapeOf(tree: Expression): string {
  switch (tree.type) {
    case "literal":
      return JSON.stringify(tree.value);
    case "path":
      return [tree.name, ...tree.keys.map((key) => JSON.stringify(key))].join(".");
    case "list":
      return `[${tree.items.map(shapeOf).join(", ")}]`;
    case "call":
      return `${tree.name}(${tree.args.map(shapeOf).join(", ")})`;
    case "not":
    case "negative":
      return `(${tree.type} ${shapeOf(tree.operand)})`;
    case "is null":
      return `(${shapeOf(tree.operand)} is null)`;
    case "in":
      return `(${shapeOf(tree.operand)} in ${shapeOf(tree.list)})`;
    case "binary":
      return `(${shapeOf(tree.left)} ${tree.operator} ${shapeOf(tree.right)})`;
  }
}

/** A tree without places and spellings, to compare two. */
export function withoutPlaces(tree: Expression): unknown {
  return JSON.parse(
    JSON.stringify(tree, (key, value: unknown) => {
      if (["place", "namePlace", "written"].includes(key)) return undefined;
      return Object.is(value, -0) ? "-0" : value;
    }),
  ) as unknown;
}
