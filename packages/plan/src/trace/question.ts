import type { JsonValue } from "@fairline/core";

/**
 * Something that a plan depends on besides its options and the code that plans. As plain data, so that it can be asked
 * again.
 */
export type Question =
  /** Digest of a text file. */
  | { readonly about: "text"; readonly path: string }
  /** What lies at a path. */
  | { readonly about: "entry"; readonly path: string }
  /** Where a link leads to on the way from a folder to a path below it; null where none leads out. */
  | { readonly about: "link"; readonly path: string; readonly folder: string }
  /** Which module a package offers to a pipeline in a folder. */
  | {
      readonly about: "package";
      readonly name: string;
      readonly subpath: string;
      readonly folder: string;
    }
  /** Digest of the code behind a third party's module. */
  | { readonly about: "code"; readonly module: string }
  /** Digest of what a stage says that it reads from outside, for these parameters. */
  | {
      readonly about: "externals";
      readonly uses: string;
      readonly module: string | undefined;
      readonly params: Readonly<Record<string, unknown>>;
      readonly folder: string;
    };

/** A question, and the answer that a plan was made from; undefined where it cannot be asked again. */
export interface Finding {
  readonly question: Question;
  readonly answer: JsonValue | undefined;
}
