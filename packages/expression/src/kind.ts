/** What an expression gives: numbers, text, or a condition (true, false or unknown). */
export type Kind = "number" | "text" | "condition";

/** What messages call values of a kind. */
export const KIND_NOUN: Readonly<Record<Kind, string>> = {
  number: "numbers",
  text: "text",
  condition: "a condition",
};
