import jsep from "jsep";

/** What jsep keeps once for the whole process, and everybody who configures it changes. */
interface Tables {
  unary_ops: Record<string, number>;
  binary_ops: Record<string, number>;
  right_associative: Set<string>;
  additional_identifier_chars: Set<string>;
  literals: Record<string, unknown>;
  max_unop_len: number;
  max_binop_len: number;
  hooks: Record<string, unknown>;
}

// jsep 1.x sets this property on its default export; its type declarations leave it out.
const { Jsep: shared } = jsep as typeof jsep & { readonly Jsep: Tables };

/** Operators with how tight they bind. Those that conditions do not have are here to be named in a message. */
const BINARY: Tables["binary_ops"] = {
  ...{ "||": 1, "??": 1, "&&": 2, "|": 3, "^": 4, "&": 5 },
  ...{ "==": 6, "!=": 6, "===": 6, "!==": 6 },
  ...{ "<": 7, ">": 7, "<=": 7, ">=": 7, "<<": 8, ">>": 8, ">>>": 8 },
  ...{ "+": 9, "-": 9, "*": 10, "/": 10, "%": 10, "**": 11 },
};

function ownTables(): Tables {
  return {
    unary_ops: { "-": 1, "!": 1, "~": 1, "+": 1 },
    binary_ops: { ...BINARY },
    right_associative: new Set(["**"]),
    additional_identifier_chars: new Set(["$", "_"]),
    literals: { true: true, false: false, null: null },
    max_unop_len: 1,
    max_binop_len: 3,
    hooks: {},
  };
}

/**
 * Calls `parse` while jsep has the operators of conditions, and puts back afterwards what others have set, so that
 * neither changes what the other reads.
 */
export function withOwnTables<Tree>(parse: () => Tree): Tree {
  const own = ownTables();
  const theirs = Object.fromEntries(
    Object.keys(own).map((name) => [name, shared[name as keyof Tables]]), // The keys are those of Tables.
  );
  Object.assign(shared, own);
  try {
    return parse();
  } finally {
    Object.assign(shared, theirs);
  }
}
