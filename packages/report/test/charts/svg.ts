import { parseHTML } from "linkedom";

/** Reads a drawn chart. */
export function parse(svg: string): Element {
  return parseHTML(`<!doctype html><html><body>${svg}</body></html>`).document.querySelector(
    "svg",
  )!;
}

/** The texts of a chart, in the order of its marks. */
export function texts(element: Element): readonly string[] {
  return [...element.querySelectorAll("text")].map(({ textContent }) => textContent);
}
