/**
 * Something that a plan depends on besides its options and the code that plans. As plain data, so that it can be looked at
 * again.
 */
export type Dependency =
  /** A text file. */
  | { readonly type: "text"; readonly path: string }
  /** What lies at a path. */
  | { readonly type: "entry"; readonly path: string }
  /** Where a link leads to on the way from a folder to a path below it. */
  | { readonly type: "link"; readonly path: string; readonly folder: string }
  /** Which module a package offers to a pipeline in a folder. */
  | {
      readonly type: "package";
      readonly name: string;
      readonly subpath: string;
      readonly folder: string;
    }
  /** The code behind a third party's module. */
  | { readonly type: "code"; readonly module: string }
  /** The files that a stage says it reads, for these parameters. */
  | {
      readonly type: "externals";
      readonly uses: string;
      readonly module: string | undefined;
      readonly params: Readonly<Record<string, unknown>>;
      readonly folder: string;
    };

/** A dependency as a plan was made from it. */
export interface RecordedDependency {
  readonly dependency: Dependency;
  /** A text that differs where what was found differs; undefined where that is not known. */
  readonly digest: string | undefined;
}
