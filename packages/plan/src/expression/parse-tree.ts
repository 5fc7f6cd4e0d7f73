import jsep from "jsep";
import type { BinaryOperator } from "./expression.ts";

/** From loose to tight. */
const PRECEDENCE: Readonly<Record<BinaryOperator, number>> = {
  "||": 1,
  "??": 1,
  "&&": 2,
  "==": 3,
  "!=": 3,
};

/** What jsep's parser looks up while it reads; every user of jsep in a process has the same. */
interface Language {
  unary_ops: Readonly<Record<string, number>>;
  binary_ops: Readonly<Record<string, number>>;
  right_associative: ReadonlySet<string>;
  additional_identifier_chars: ReadonlySet<string>;
  literals: Readonly<Record<string, unknown>>;
  max_unop_len: number;
  max_binop_len: number;
  hooks: object;
}

/** The operators of {@link PRECEDENCE} and `!`, and names with dashes. */
const OURS: Language = {
  unary_ops: { "!": 1 },
  binary_ops: PRECEDENCE,
  right_associative: new Set(),
  additional_identifier_chars: new Set(["$", "_", "-"]),
  literals: { true: true, false: false, null: null },
  max_unop_len: 1,
  max_binop_len: 2,
  hooks: {},
};

/** jsep's parser, which its type declarations leave out. */
interface Parser {
  index: number;
  readonly char: string;
  gobbleSpaces(): void;
  gobbleExpression(): jsep.Expression | false;
  gobbleToken(): jsep.Expression | false;
  gobbleNumericLiteral(): jsep.Expression;
  parse(): jsep.Expression;
  throwError(message: string): never;
}

// jsep 1.x sets this property on its default export.
const { Jsep } = jsep as typeof jsep & { readonly Jsep: (new (text: string) => Parser) & Language };

/** A node of the tree that {@link parseTree} gives. */
export type TreeNode = Exclude<jsep.CoreExpression, jsep.ConditionalExpression>;

/** Reads a minus sign as part of a number, and nowhere else. */
class ExpressionParser extends Jsep {
  override gobbleExpression(): jsep.Expression | false {
    const expression = super.gobbleExpression();
    this.gobbleSpaces();
    if (this.char === "?") this.throwError("`a ? b : c` is not part of the expression language");
    return expression;
  }

  override gobbleToken(): jsep.Expression | false {
    this.gobbleSpaces();
    if (this.char !== "-") return super.gobbleToken();
    this.index += 1;
    const digits = this.gobbleNumericLiteral() as jsep.Literal;
    if (digits.raw === "") this.throwError("a minus sign must stand before a number");
    return { ...digits, value: -Number(digits.value) };
  }
}

/**
 * The tree of a text in the language of expressions. Afterwards jsep reads as it did before, whoever set that.
 *
 * @throws Error of jsep's, with `index` and `description`, where the text cannot be read.
 */
export function parseTree(text: string): TreeNode {
  const theirs: Language = { ...Jsep };
  Object.assign(Jsep, OURS);
  try {
    return new ExpressionParser(text).parse() as TreeNode;
  } finally {
    Object.assign(Jsep, theirs);
  }
}
