import type { Check } from "../doctor/checks.ts";
import type { Style } from "../format/style.ts";

/** The doctor's findings, one line each, with advice under what does not work. */
export function checksText(checks: readonly Check[], style: Style): string {
  const width = Math.max(0, ...checks.map(({ name }) => name.length));
  return checks
    .map(({ name, state, found, hint }) => {
      const line = `${mark(state, style)} ${name.padEnd(width)}  ${found}\n`;
      return hint === undefined ? line : `${line}       ${" ".repeat(width)}  ${style.dim(hint)}\n`;
    })
    .join("");
}

function mark(state: Check["state"], style: Style): string {
  switch (state) {
    case "ok":
      return style.good("ok    ");
    case "note":
      return style.dim("absent");
    case "problem":
      return style.bad("wrong ");
  }
}
