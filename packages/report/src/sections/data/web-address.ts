/** A piece of a text that is a web address, or is not. */
export interface TextPiece {
  readonly text: string;
  readonly isAddress: boolean;
}

/**
 * Parts a text into web addresses and what is between them. Only http and https count: another scheme could run code. A mark
 * that ends a sentence is no part of an address.
 */
export function splitAddresses(text: string): readonly TextPiece[] {
  return text
    .split(/(https?:\/\/[\w./?=&%#:~+,;@-]*[\w/])/)
    .map((piece, i) => ({ text: piece, isAddress: i % 2 === 1 }))
    .filter((piece) => piece.text !== "");
}
