/** An operator between two expressions. */
export type BinaryOperator = LogicalOperator | ComparisonOperator | ArithmeticOperator | "??";

/** An operator between two conditions. */
export type LogicalOperator = "or" | "and";

/** An operator that compares two values. */
export type ComparisonOperator = "==" | "!=" | "<" | "<=" | ">" | ">=";

/** An operator between two numbers. */
export type ArithmeticOperator = "+" | "-" | "*" | "/" | "%";

/** What has a precedence: the operators between two expressions, and those of one. */
export type Operator = BinaryOperator | "not" | "in" | "is null" | "negative";

/** How tight every operator binds, from loose (1) to tight. Those between two expressions group to the left. */
export const PRECEDENCE: Readonly<Record<Operator, number>> = {
  or: 1,
  "??": 1,
  and: 2,
  not: 3,
  in: 4,
  "is null": 4,
  "==": 5,
  "!=": 5,
  "<": 6,
  "<=": 6,
  ">": 6,
  ">=": 6,
  "+": 7,
  "-": 7,
  "*": 8,
  "/": 8,
  "%": 8,
  negative: 9,
};

/** The operators between two expressions by the way they are written. The words may be in upper case too. */
export const BINARY_OPERATORS: ReadonlyMap<string, BinaryOperator> = new Map<
  string,
  BinaryOperator
>([
  ["||", "or"],
  ["&&", "and"],
  ...(["or", "and", "??", "==", "!=", "<", "<=", ">", ">=", "+", "-", "*", "/", "%"] as const).map(
    (operator) => [operator, operator] as const,
  ),
]);

/** Operators of other languages, and what is written here. */
export const FOREIGN_OPERATORS: ReadonlyMap<string, string> = new Map([
  ["=", "write == to compare"],
  ["===", "write == to compare"],
  ["!==", "write != to compare"],
  ["<>", "write != to compare"],
  ["&", "write and to join two conditions"],
  ["|", "write or to join two conditions"],
  ["?", "`a ? b : c` is not part of the expression language"],
  ["?.", "`?.` is not part of the expression language"],
  ...["^", "~", "**", "<<", ">>", ">>>"].map(
    (operator) => [operator, `there is no operator "${operator}"`] as const,
  ),
]);
