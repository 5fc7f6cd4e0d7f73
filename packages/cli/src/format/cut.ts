/** A text of at most `width` characters: a longer one ends in an ellipsis, which takes the last of them. */
export function cut(text: string, width: number): string {
  return text.length <= width ? text : `${text.slice(0, Math.max(0, width - 1))}…`;
}
