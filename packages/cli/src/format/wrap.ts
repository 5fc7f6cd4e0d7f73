/** Longest line of running text, in characters. */
const WIDTH = 100;

/** Breaks text into lines of at most 100 characters with their indent; a longer word stays whole. */
export function wrapped(text: string, indent: number): string {
  const lines: string[] = [];
  for (const word of text.split(/\s+/).filter((part) => part !== "")) {
    const last = lines.at(-1);
    if (last === undefined || indent + last.length + 1 + word.length > WIDTH) lines.push(word);
    else lines[lines.length - 1] = `${last} ${word}`;
  }
  return lines.map((line) => `${" ".repeat(indent)}${line}\n`).join("");
}
