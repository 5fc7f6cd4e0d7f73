import { FairlineError } from "@fairline/core";

/** Characters between groups of three digits. */
export const THOUSANDS = [",", ".", " ", "'", "_", "\u00a0", "\u202f", "\u2019"] as const;

/** How the numbers of a text file are written. */
export interface NumberSyntax {
  readonly decimal: "." | ",";
  readonly thousands?: (typeof THOUSANDS)[number] | undefined;
}

/** Turns a word into the number that it says, written with a point and without separators; words that are no number so written become "". */
export type PlainNumber = (word: string) => string;

/**
 * How to read numbers that are written in some way: with a decimal comma and thousands by points, `1.234,5` is `1234.5`. Separators stand
 * between groups of three digits, all of them or none; another number of digits, or the wrong sign, makes a word no number.
 *
 * @throws FairlineError `PARAM_INVALID` where one sign would mean both.
 */
export function plainNumbers({ decimal, thousands }: NumberSyntax): PlainNumber {
  if (thousands === decimal) {
    throw new FairlineError("PARAM_INVALID", `decimal and thousands are both "${decimal}"`, {
      hint: "Give each a sign of its own, or leave thousands out.",
    });
  }
  if (decimal === "." && thousands === undefined) return (word) => word;
  const [point, group] = [escaped(decimal), escaped(thousands ?? "")];
  const grouped = group === "" ? "" : `\\d{1,3}(?:${group}\\d{3})+|`;
  const written = new RegExp(`^([+-]?)(${grouped}\\d*)(?:${point}(\\d*))?((?:[eE][+-]?\\d+)?)$`);
  return (word) => {
    const [whole, sign = "", digits = "", fraction, exponent = ""] = written.exec(word) ?? [];
    if (whole === undefined) return "";
    const plain = thousands === undefined ? digits : digits.replaceAll(thousands, "");
    return `${sign}${plain}${fraction === undefined ? "" : `.${fraction}`}${exponent}`;
  };
}

function escaped(sign: string): string {
  return sign === "." ? "\\." : sign;
}
