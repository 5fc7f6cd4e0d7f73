/** Where a place in a shell script stands: in no quotes, in double or single ones, in a here-document, or in one without expansions. */
export type ShellPlace = "bare" | "double" | "single" | "document" | "verbatim";

/** What encloses a place: quotes, or parentheses in which a new command begins. */
type Enclosure = "double" | "single" | "(";

/** A here-document that has been announced: its body begins on the next line. */
interface Heredoc {
  readonly end: string;
  readonly isIndented: boolean;
  readonly expands: boolean;
}

/**
 * Follows a script of a POSIX shell as it is put together, so that what is filled in can be quoted for its place. It knows quotes, escapes, comments,
 * command substitutions and here-documents.
 */
export class ShellText {
  #text = "";
  /** What is around the end of the text, the innermost last. */
  readonly #around: Enclosure[] = [];
  readonly #announced: Heredoc[] = [];
  #document: Heredoc | undefined;
  #lineStart = 0;

  /** The script so far. */
  get text(): string {
    return this.#text;
  }

  /** Where what comes next will stand. */
  get place(): ShellPlace {
    if (this.#document !== undefined) return this.#document.expands ? "document" : "verbatim";
    const inner = this.#around.at(-1);
    return inner === "double" || inner === "single" ? inner : "bare";
  }

  /** Adds text of the user's. */
  append(part: string): void {
    const from = this.#text.length;
    this.#text += part;
    for (let at = from; at < this.#text.length;) at = this.#step(at);
  }

  /** Adds what is filled in: quoted for its place, it changes nothing about it. */
  fill(quoted: string): void {
    this.#text += quoted;
  }

  /** Reads what stands at a position, and gives the position after it. */
  #step(at: number): number {
    const sign = this.#text[at]!;
    if (sign === "\n") this.#endLine(at);
    if (this.#document !== undefined) return at + 1;
    const inner = this.#around.at(-1);
    if (inner === "single") {
      if (sign === "'") this.#around.pop();
      return at + 1;
    }
    if (sign === "\\") return at + 2;
    if (this.#text.startsWith("$(", at)) {
      this.#around.push("(");
      return at + 2;
    }
    if (sign === '"') {
      if (inner === "double") this.#around.pop();
      else this.#around.push("double");
      return at + 1;
    }
    return inner === "double" ? at + 1 : this.#bareStep(at, sign);
  }

  #bareStep(at: number, sign: string): number {
    if (sign === "'" || sign === "(") this.#around.push(sign === "'" ? "single" : "(");
    else if (sign === ")" && this.#around.at(-1) === "(") this.#around.pop();
    else if (sign === "#" && /(^|[\s;&|(])$/.test(this.#text.slice(0, at))) {
      const end = this.#text.indexOf("\n", at);
      return end < 0 ? this.#text.length : end;
    } else if (this.#text.startsWith("<<", at)) return this.#announce(at);
    return at + 1;
  }

  /** `<<END`, `<<-END`, `<<'END'`; `<<<` begins a text of one line. */
  #announce(at: number): number {
    const [whole, dash = "", quote = "", end = ""] =
      /^<<(-?)[ \t]*(['"\\]?)([\w.-]+)['"]?/.exec(this.#text.slice(at)) ?? [];
    if (whole === undefined) return at + (this.#text.startsWith("<<<", at) ? 3 : 2);
    this.#announced.push({ end, isIndented: dash === "-", expands: quote === "" });
    return at + whole.length;
  }

  #endLine(at: number): void {
    const line = this.#text.slice(this.#lineStart, at);
    this.#lineStart = at + 1;
    const open = this.#document;
    if (open !== undefined && (open.isIndented ? line.replace(/^\t+/, "") : line) !== open.end)
      return;
    this.#document = this.#announced.shift();
  }
}

/** A path as shell text that stands for it and nothing else. */
export function quotedPath(path: string, place: ShellPlace): string {
  switch (place) {
    case "bare":
      return /^[\w@%+=:,./-]+$/.test(path) ? path : `'${path.replaceAll("'", `'\\''`)}'`;
    case "double":
      return path.replaceAll(/[\\"$`]/g, "\\$&");
    case "single":
      return path.replaceAll("'", `'\\''`);
    case "document":
      return path.replaceAll(/[\\$`]/g, "\\$&");
    case "verbatim":
      return path;
  }
}

/** A variable as shell text that stands for its value as one word; undefined where none is read. */
export function quotedVariable(name: string, place: ShellPlace): string | undefined {
  switch (place) {
    case "bare":
      return `"\${${name}}"`;
    case "double":
    case "document":
      return `\${${name}}`;
    case "single":
      return `'"\${${name}}"'`;
    case "verbatim":
      return undefined;
  }
}
