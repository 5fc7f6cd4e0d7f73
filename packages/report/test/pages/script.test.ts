import { parseHTML } from "linkedom";
import { describe, expect, it } from "vitest";
import { htmlPage } from "../../src/pages/html.ts";
import { SCRIPT } from "../../src/pages/script.ts";
import { buildReport } from "../../src/report.ts";
import { auditWorld, sparseWorld } from "../worlds.ts";

interface Running {
  readonly document: Document;
  /** Sends an event of the window, as a browser does around printing. */
  readonly send: (type: string) => void;
}

/** Runs the page's script on a page, with the window's events in hand. */
function run(html: string): Running {
  const { document } = parseHTML(html);
  const listeners = new Map<string, () => void>();
  const addEventListener = (type: string, listener: () => void): void =>
    void listeners.set(type, listener);
  // eslint-disable-next-line @typescript-eslint/no-implied-eval, @typescript-eslint/no-unsafe-call
  new Function("document", "addEventListener", SCRIPT)(document, addEventListener);
  return { document, send: (type) => listeners.get(type)?.() };
}

const sparse = await htmlPage(buildReport(sparseWorld()));

function column(table: Element, index: number): readonly string[] {
  return [...table.querySelectorAll("tbody tr")].map((row) => row.children[index]!.textContent);
}

describe("the page's script", () => {
  it("sorts a table by a column, numbers by size, figures that are missing last", () => {
    const { document } = run(sparse);
    const table = document.querySelector("#groups table")!;
    const [, rows, , , , truePositiveRate] = table.querySelectorAll("thead button");
    const click = (button: Element): boolean =>
      button.dispatchEvent(new document.defaultView!.Event("click"));
    click(rows!);
    expect(column(table, 1)).toEqual(["3", "11", "120", "240"]);
    expect(table.querySelectorAll("thead th")[1]?.getAttribute("aria-sort")).toBe("ascending");
    click(rows!);
    expect(column(table, 1)).toEqual(["240", "120", "11", "3"]);
    click(truePositiveRate!);
    expect(column(table, 5).at(-1)).toContain("—");
    expect(table.querySelectorAll("[aria-sort]")).toHaveLength(1);
  });

  it("offers a choice of attribute and hides the others", () => {
    const { document } = run(sparse);
    const select = document.querySelector("select")!;
    expect([...select.querySelectorAll("option")].map(({ textContent }) => textContent)).toEqual([
      "all attributes",
      "age band",
      "region",
    ]);
    const hidden = (): readonly string[] =>
      [...document.querySelectorAll("[data-attribute]")]
        .filter((part) => part.hasAttribute("hidden"))
        .map((part) => part.getAttribute("data-attribute")!);
    // linkedom's select takes its value from the option with the attribute.
    const choose = (value: string): void => {
      for (const option of select.querySelectorAll("option"))
        option.toggleAttribute("selected", option.getAttribute("value") === value);
      select.dispatchEvent(new document.defaultView!.Event("change"));
    };
    choose("region");
    expect(new Set(hidden())).toEqual(new Set(["age band"]));
    choose("");
    expect(hidden()).toEqual([]);
  });

  it("offers no choice where there is one attribute", async () => {
    const page = await htmlPage(buildReport(auditWorld()));
    expect(run(page).document.querySelector("select")).toBeNull();
  });

  it("opens what is folded for printing, and folds it again", () => {
    const { document, send } = run(
      "<!doctype html><html><body><nav></nav><details open></details><details></details></body></html>",
    );
    const open = (): readonly boolean[] =>
      [...document.querySelectorAll("details")].map((part) => part.hasAttribute("open"));
    send("beforeprint");
    expect(open()).toEqual([true, true]);
    send("afterprint");
    expect(open()).toEqual([true, false]);
  });
});
