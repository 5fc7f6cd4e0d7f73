import { sha256 } from "@fairline/core";

/** A file name for any text: the text itself where it is a plain name, else the start of it and a digest. */
export function fileName(text: string): string {
  if (/^[\w@=,+-][\w@=,.+-]{0,119}$/.test(text)) return text;
  const start = text.replaceAll(/[^\w@=,.+-]/g, "_").slice(0, 80);
  return `_${start}-${sha256(text).slice(0, 12)}`;
}
