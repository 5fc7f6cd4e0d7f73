const DECLARED_NUMBER = /^[+-]?(\d+\.?\d*|\.\d+)([eE][+-]?\d+)?$/;

/** Whether a word is a number where `types` says that a column holds numbers: also `007`, and any number of digits. */
export function isNumberWord(word: string): boolean {
  return DECLARED_NUMBER.test(word) && isFiniteNumber(word);
}

/** Whether a double can hold the number that a word says: not `1e999`. */
export function isFiniteNumber(word: string): boolean {
  return Number.isFinite(Number(word));
}
