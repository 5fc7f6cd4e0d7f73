import { parseHTML } from "linkedom";
import type { Report } from "../../src/report.ts";
import type { Section } from "../../src/sections/section.ts";

/** What stands under a section's heading on the HTML page. */
export async function sectionElement({ html }: Section, report: Report): Promise<Element> {
  const section = await html(report);
  const body = (section?.body ?? []).map((part) => part.html).join("\n");
  return parseHTML(`<main>${body}</main>`).document.querySelector("main")!;
}

/** Texts of the elements that a selector finds, white space reduced to single spaces. */
export function textsOf(element: Element, selector: string): readonly string[] {
  return [...element.querySelectorAll(selector)].map(({ textContent }) =>
    textContent.replaceAll(/\s+/g, " ").trim(),
  );
}
