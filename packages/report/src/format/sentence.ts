/** A sentence with some words set strong, free of any markup. */
export type Sentence = readonly (string | Strong)[];

/** Words that the eye should find. */
export interface Strong {
  readonly strong: string;
}

/** Sets words strong. */
export function strong(text: string): Strong {
  return { strong: text };
}

/** The sentence's plain text. */
export function sentenceText(sentence: Sentence): string {
  return sentence.map((part) => (typeof part === "string" ? part : part.strong)).join("");
}
