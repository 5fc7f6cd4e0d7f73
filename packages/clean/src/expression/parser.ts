import jsep from "jsep";
import { withOwnTables } from "./jsep-tables.ts";

/** The parts of jsep's parser class that are used here; its type declarations leave the class out. */
interface Parser {
  index: number;
  readonly expr: string;
  readonly char: string;
  gobbleSpaces(): void;
  gobbleBinaryExpression(): jsep.Expression | false;
  gobbleBinaryOp(): string | false;
  gobbleExpression(): jsep.Expression | false;
  gobbleToken(): jsep.Expression | false;
  parse(): jsep.Expression;
  throwError(message: string): never;
}

/** `not …`, which jsep knows as ! only. */
interface NotNode extends jsep.Expression {
  type: "Not";
  of: jsep.Expression;
}

/** `… is null`. */
interface IsNullNode extends jsep.Expression {
  type: "IsNull";
  of: jsep.Expression;
}

/** `… in (…)`. */
interface InNode extends jsep.Expression {
  type: "In";
  of: jsep.Expression;
  values: jsep.Expression[];
}

/** A node of the tree that {@link parseTree} gives: jsep's own, and what it has no word for. */
export type TreeNode =
  Exclude<jsep.CoreExpression, jsep.ConditionalExpression> | NotNode | IsNullNode | InNode;

// jsep 1.x sets this property on its default export.
const { Jsep } = jsep as typeof jsep & { readonly Jsep: new (text: string) => Parser };

const OPERATORS = new Set(["==", "!=", "<", "<=", ">", ">=", "+", "-", "*", "/", "%"]);
const RESERVED = new Set(["and", "or", "not", "in", "is"]);

/**
 * jsep with the words and, or, not, in, is null, and with backquoted names.
 *
 * jsep reads arithmetic and comparisons, this class what joins them.
 */
class ConditionParser extends Jsep {
  /** and binds tighter than or, not tighter than and, and a comparison tighter than not. */
  override gobbleExpression(): jsep.Expression | false {
    const first = this.#conjunction();
    let left = first;
    while (left !== false && (this.#word("or") || this.#sign("||"))) {
      left = this.#joined("or", left, this.#conjunction());
    }
    return left;
  }

  override gobbleBinaryOp(): string | false {
    const start = this.index;
    const operator = super.gobbleBinaryOp();
    if (operator === false) {
      if (this.char === "=") this.throwError("Write == to compare");
      return false;
    }
    if (operator === "&&" || operator === "||") {
      this.index = start;
      return false;
    }
    if (!OPERATORS.has(operator)) {
      this.index = start;
      this.gobbleSpaces();
      this.throwError(`Unknown operator "${operator}"`);
    }
    return operator;
  }

  override gobbleToken(): jsep.Expression | false {
    this.gobbleSpaces();
    const start = this.index;
    if (this.char === "`") return this.#quotedName();
    const token = super.gobbleToken();
    const word = this.expr.slice(start, this.index).trimEnd();
    if (token !== false && RESERVED.has(word)) {
      this.index = start;
      this.throwError(`Expected a value before "${word}"`);
    }
    return token;
  }

  #conjunction(): jsep.Expression | false {
    let left = this.#negation();
    while (left !== false && (this.#word("and") || this.#sign("&&"))) {
      left = this.#joined("and", left, this.#negation());
    }
    return left;
  }

  #negation(): jsep.Expression | false {
    if (!this.#word("not")) return this.#test();
    const of = this.#negation();
    return of === false ? this.throwError("Expected a condition after not") : { type: "Not", of };
  }

  /** A comparison or value, and what may follow it: in (…), not in (…), is null, is not null. */
  #test(): jsep.Expression | false {
    const of = this.gobbleBinaryExpression();
    this.gobbleSpaces();
    if (of === false) return false;
    if (this.#word("is")) {
      const isNegated = this.#word("not");
      if (!this.#word("null")) this.throwError("Expected null");
      return this.#negatedIf(isNegated, { type: "IsNull", of });
    }
    const start = this.index;
    const isNegated = this.#word("not");
    if (!this.#word("in")) {
      this.index = start;
      return of;
    }
    return this.#negatedIf(isNegated, { type: "In", of, values: this.#list() });
  }

  /** jsep's own lists may have blanks for commas; these may not. */
  #list(): jsep.Expression[] {
    if (!this.#sign("(")) this.throwError("Expected a list: in (…)");
    const values: jsep.Expression[] = [];
    do {
      const value = this.gobbleExpression();
      if (value === false) this.throwError("Expected a value in the list");
      values.push(value);
    } while (this.#sign(","));
    if (!this.#sign(")")) this.throwError("Expected , or )");
    return values;
  }

  #negatedIf(isNegated: boolean, of: jsep.Expression): jsep.Expression {
    return isNegated ? { type: "Not", of } : of;
  }

  #joined(
    type: "and" | "or",
    left: jsep.Expression,
    right: jsep.Expression | false,
  ): jsep.Expression {
    if (right === false) this.throwError(`Expected a condition after ${type}`);
    return { type: "BinaryExpression", operator: type, left, right };
  }

  #quotedName(): jsep.Expression {
    const end = this.expr.indexOf("`", this.index + 1);
    if (end < 0) this.throwError("Unclosed backquote");
    const name = this.expr.slice(this.index + 1, end);
    this.index = end + 1;
    return { type: "Identifier", name };
  }

  /** Reads a word, and the spaces after it, if it is next. */
  #word(word: string): boolean {
    this.gobbleSpaces();
    const next = /^\w+/.exec(this.expr.slice(this.index))?.[0];
    if (next?.toLowerCase() !== word) return false;
    this.index += word.length;
    this.gobbleSpaces();
    return true;
  }

  #sign(sign: string): boolean {
    this.gobbleSpaces();
    if (!this.expr.startsWith(sign, this.index)) return false;
    this.index += sign.length;
    return true;
  }
}

/** The tree of a condition. @throws Error of jsep's, with `index` and `description`, where the text cannot be read. */
export function parseTree(text: string): jsep.Expression {
  return withOwnTables(() => new ConditionParser(text).parse());
}
