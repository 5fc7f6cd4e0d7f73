import { createHash } from "node:crypto";
import { visibleText } from "@fairline/core";
import type { JsonValue, Lineage, MetricRow } from "@fairline/core";
import fc from "fast-check";
import { parseHTML } from "linkedom";
import { describe, expect, it } from "vitest";
import { htmlPage } from "../../src/pages/html.ts";
import { markdownPage } from "../../src/pages/markdown.ts";
import { buildReport, type ReportInput } from "../../src/report.ts";
import { allFiguresModel } from "../../src/sections/all-figures/model.ts";
import { groupsModel } from "../../src/sections/groups/model.ts";
import { hostile } from "../hostile.ts";
import {
  about,
  auditWorld,
  defaults,
  departmentsWorld,
  matrixWorld,
  metricRow,
  sparseWorld,
  strataWorld,
} from "../worlds.ts";

const worlds = {
  audit: auditWorld(),
  matrix: matrixWorld(),
  sparse: sparseWorld(),
  strata: strataWorld(),
  departments: departmentsWorld(),
};
const pages = await Promise.all(
  Object.entries(worlds).map(async ([name, world]) => ({ name, world, html: await pageOf(world) })),
);

async function pageOf(world: ReportInput): Promise<string> {
  return await htmlPage(buildReport(world));
}

const open = (html: string): Document => parseHTML(html).document;

describe.each(pages)("the page of $name", ({ world, html }) => {
  const document = open(html);
  const all = (selector: string): readonly Element[] => [...document.querySelectorAll(selector)];

  it("gives the same bytes each time", async () => {
    expect(await pageOf(world)).toBe(html);
  });

  it("needs nothing else", () => {
    expect(all("[src], link, object, embed, iframe, img, base, form")).toEqual([]);
    expect(html).not.toMatch(/@import|url\((?!#)/);
  });

  it("allows by its policy its own script and style only", () => {
    const policy = document.querySelector("meta[http-equiv]")?.getAttribute("content") ?? "";
    for (const [tag, directive] of [
      ["script", "script-src"],
      ["style", "style-src"],
    ] as const) {
      expect(all(tag)).toHaveLength(1);
      const [, content = ""] = new RegExp(`<${tag}>([\\s\\S]*?)</${tag}>`).exec(html) ?? [];
      const digest = createHash("sha256").update(content).digest("base64");
      expect(policy).toContain(`${directive} 'sha256-${digest}'`);
    }
    expect(policy).toContain("default-src 'none'");
    expect(all("[style], [onclick], [onload], [onerror]")).toEqual([]);
  });

  it("has one main heading and skips no level", () => {
    const levels = all("h1, h2, h3").map(({ localName }) => Number(localName.slice(1)));
    expect(levels.filter((level) => level === 1)).toHaveLength(1);
    for (const [i, level] of levels.entries())
      expect(level - (levels[i - 1] ?? 0)).toBeLessThanOrEqual(1);
  });

  it("captions every table and says what each head is the head of", () => {
    for (const table of all("table")) {
      expect(table.querySelector("caption")?.textContent.trim()).not.toBe("");
      for (const head of table.querySelectorAll("th"))
        expect(["col", "row"]).toContain(head.getAttribute("scope"));
      const widths = [...table.querySelectorAll("tr")].map((row) => row.children.length);
      expect(new Set(widths).size).toBe(1);
    }
  });

  it("gives every chart a title and a description", () => {
    for (const svg of all("svg")) {
      const named = (svg.getAttribute("aria-labelledby") ?? "")
        .split(" ")
        .map((id) => document.getElementById(id));
      expect(named.map((element) => element?.textContent.trim() === "")).toEqual([false, false]);
    }
  });

  it("uses every id once, and links to ids that exist", () => {
    const ids = all("[id]").map(({ id }) => id);
    expect(new Set(ids).size).toBe(ids.length);
    for (const link of all('a[href^="#"]'))
      expect(ids).toContain(link.getAttribute("href")?.slice(1));
  });

  it("promises nothing", () => {
    expect(document.body.textContent).not.toMatch(/unbiased|debias|is fair\b|fair model/i);
  });
});

describe("htmlPage", () => {
  const [audit, matrix, sparse, strata, departments] = pages.map(({ html }) => open(html));

  it("has its sections in order", () => {
    const sections = (document: Document): readonly string[] =>
      [...document.querySelectorAll("section")].map(({ id }) => id);
    expect(sections(matrix!)).toEqual([
      "gates",
      "gaps",
      "front",
      "groups",
      "between",
      "data",
      "pipeline",
      "reading",
      "limits",
    ]);
    expect(sections(audit!)).toEqual([
      "gates",
      "gaps",
      "groups",
      "between",
      "data",
      "pipeline",
      "reading",
      "limits",
    ]);
    expect(sections(sparse!)).toEqual([
      "gates",
      "gaps",
      "groups",
      "between",
      "data",
      "reading",
      "limits",
    ]);
  });

  it("says at its foot from what it was made", () => {
    const foot = (document: Document): string | undefined =>
      document.querySelector("footer")?.textContent;
    expect([matrix!, audit!, sparse!].map(foot)).toEqual([
      "Made by Fairline from the metrics of 15 matrix points of pipeline adult-income.",
      "Made by Fairline from one metrics artifact of pipeline audit-decisions.",
      "Made by Fairline from one metrics artifact.",
    ]);
  });

  it("says an outcome in words as well as in colour", () => {
    expect(
      [...matrix!.querySelectorAll(".gate > h3 .badge")].map(({ textContent }) => textContent),
    ).toEqual(["✕ fail", "! warn"]);
  });

  it("answers on the first screen: how the gates came out, what was found, on how many rows", () => {
    const head = (document: Document): readonly (string | undefined)[] =>
      [".status", ".summary", ".basis"].map((part) =>
        document.querySelector(`header ${part}`)?.textContent.replaceAll(/\s+/g, " "),
      );
    expect(head(matrix!)).toMatchInlineSnapshot(`
      [
        "✕ fail 1 gate fails, 1 warns.",
        "By sex, with strength=0, “Female” is selected 17.3 points less often than “Male” (95 % interval 15.9 to 18.9; mean of 3 seeds).",
        "13,567 rows of the split test. Label “income”, positive class “>50K”.",
      ]
    `);
    expect(matrix!.querySelector(".status a")?.getAttribute("href")).toBe("#gates");
    expect(head(strata!)).toMatchInlineSnapshot(`
      [
        undefined,
        "By sex, “F” is selected 15.0 points less often than “M” (no interval was computed).",
        "13,567 rows of the split test. Positive class “>50K”.",
      ]
    `);
  });

  it("shows the gate of an audit", () => {
    expect(
      audit!.querySelector(".gates")?.textContent.replaceAll(/\s+/g, " ").trim(),
    ).toMatchInlineSnapshot(
      `"✕ fail four-fifths rule demographic parity ratio by sex, stage audit 0.3557, limit ≥ 0.8demographic_parity_ratio by sex is 0.3557, below 0.8."`,
    );
  });

  it("shows the groups of an audit", () => {
    const rows = [...audit!.querySelectorAll("#groups tbody tr, #groups tfoot tr")];
    const cells = rows.map((row) =>
      [...row.children].map((cell) =>
        cell.innerHTML.replaceAll(/<span class="interval">(.*?)<\/span>/g, " ($1)"),
      ),
    );
    expect(cells).toMatchInlineSnapshot(`
      [
        [
          "Female",
          "4,406",
          "10.6 (9.6 to 11.5)",
          "9.6 (8.8 to 10.5)",
          "84.5 (83.4 to 85.5)",
          "21.9 (20.7 to 23.2)",
          "8.2 (7.4 to 9.0)",
          "24.1 (22.8 to 25.3)",
        ],
        [
          "Male",
          "9,161",
          "30.4 (29.4 to 31.3)",
          "25.1 (24.2 to 26.0)",
          "73.2 (72.3 to 74.1)",
          "47.2 (46.2 to 48.3)",
          "15.5 (14.7 to 16.2)",
          "57.1 (56.1 to 58.2)",
        ],
        [
          "All rows",
          "13,567",
          "23.9 (23.2 to 24.7)",
          "20.1 (19.4 to 20.8)",
          "76.9 (76.1 to 77.6)",
          "43.6 (42.8 to 44.4)",
          "12.7 (12.1 to 13.2)",
          "52.0 (51.2 to 52.8)",
        ],
      ]
    `);
  });

  it("shows every group, every figure between groups and every setting of a matrix", () => {
    const report = buildReport(matrixWorld());
    const text = matrix!.body.textContent;
    for (const { label } of report.settings) expect(text).toContain(label);
    const groups = groupsModel(report).attributes.flatMap(({ tables }) => tables);
    expect(groups).toHaveLength(15);
    for (const { group, cells } of groups.flatMap(({ table }) => table.rows)) {
      for (const part of [group, ...cells.map((cell) => cell.text)]) expect(text).toContain(part);
    }
    const between = allFiguresModel(report).attributes.flatMap(({ tables }) => tables);
    expect(between).toHaveLength(15);
    for (const { cells } of between.flatMap(({ table }) => table.rows))
      for (const cell of cells) expect(text).toContain(cell.text);
  });

  it("shows the gap within strata beside the gap over all rows", () => {
    const section = strata!.querySelector("#strata")!;
    const rows = [...section.querySelector("tbody")!.children];
    expect(rows.map((row) => [...row.children].map(({ textContent }) => textContent))).toEqual([
      ["A", "20.0", "M – F other way", "108"],
      ["B=b", "5.0", "M – F other way", "25 †"],
    ]);
    expect(section.querySelector("desc")?.textContent).toBe("all rows: 15.0; A: 20.0; B=b: 5.0");
  });

  it("draws no front of settings that were evaluated on different rows, and says why", () => {
    const section = departments!.querySelector("#front")!;
    expect(section.querySelectorAll("svg, .tag")).toHaveLength(0);
    expect(section.querySelector("p")?.textContent).toBe(
      "No front is drawn: the settings were evaluated on different rows, so they are not alternatives to one another.",
    );
  });

  it("marks small groups and explains missing figures", () => {
    const groups = sparse!.querySelector("#groups")!;
    expect(groups.querySelectorAll("tr.weak")).toHaveLength(2);
    expect(
      groups.querySelector(".notes")?.textContent.replaceAll(/\s+/g, " ").trim(),
    ).toMatchInlineSnapshot(
      `"1 True positive rate: undefined, no row has a positive label. 2 Positive predictive value: undefined, no row is selected. 3 False positive rate: undefined, no row has a negative label. † Fewer than 30 rows: read with care."`,
    );
  });

  it("gives stages their parameters and the first 12 digits of their keys", () => {
    const clean = [...matrix!.querySelectorAll(".stages tbody tr")][1]!;
    expect(clean.querySelector("pre")?.textContent).toMatchInlineSnapshot(`
      "steps:
        - filter: race in ('White', 'Black')
        - drop-duplicates
        - split:
            test: 0.3
            validation: 0.1
            by: [label, sensitive]
        - impute:
            numeric: median
            categorical: mode
      "
    `);
    expect(clean.lastElementChild?.textContent).toMatch(/^[0-9a-f]{12}$/);
  });

  it("links to the web and nowhere else", async () => {
    const world = auditWorld();
    const [only] = world.metrics;
    const source = { url: "javascript:alert(1)", homepage: "https://example.org/a?b=1" };
    const metrics = [{ point: {}, value: { rows: only!.value.rows, about: { ...about, source } } }];
    const links = [...open(await pageOf({ ...world, metrics })).querySelectorAll("#data a")];
    expect(links.map((link) => link.getAttribute("href"))).toEqual(["https://example.org/a?b=1"]);
  });
});

/** A report in which every text that a user can supply is the given one. */
function hostileWorld(text: string): ReportInput {
  const row = (value: Partial<MetricRow> & Pick<MetricRow, "metric" | "value">): MetricRow =>
    metricRow({ attribute: text, split: text, ...value });
  const rows = ["a", "b"].flatMap((name, i) => [
    row({
      metric: "selection_rate",
      group: `${text}${name}`,
      value: 0.2 + i * 0.2,
      low: 0.1,
      high: 0.5,
    }),
  ]);
  const gap = row({ metric: "demographic_parity_difference", value: 0.2, low: 0.1, high: 0.3 });
  const other = row({ metric: text, value: 0.2 });
  const accuracy = row({ metric: "accuracy", attribute: null, value: 0.8 });
  const source: JsonValue = { title: text, caveats: [text], [text]: text };
  const value = (shift: number) => ({
    rows: [...rows, gap, other, { ...accuracy, value: 0.8 - shift }],
    about: { ...about, source, label: text, positive: text, splits: { [text]: 3 } },
  });
  const stage = {
    stage: text,
    uses: text,
    point: { [text]: text },
    params: { [text]: text },
    key: "0f".repeat(32),
    inputs: [],
  };
  const gate = {
    gate: text,
    stage: text,
    point: { [text]: text },
    metric: text,
    attribute: text,
    outcome: "fail",
    within: { column: text, value: text },
    value: 1,
    limit: text,
    message: text,
  } as const;
  const lineage: Lineage = {
    pipeline: text,
    description: text,
    seed: 1,
    stages: [stage],
    gates: [gate],
  };
  return {
    metrics: [0, 1].map((i) => ({
      point: { axis: i === 0 ? text : `${text}${text}` },
      value: value(i * 0.1),
    })),
    lineage,
    options: { ...defaults, title: text },
  };
}

describe("hostile names", () => {
  /** Names of elements in order: what a page is made of, apart from its texts. Addresses in facts may be linked. */
  const skeleton = (html: string): readonly string[] =>
    [...open(html).querySelectorAll("*:not(dd a)")].map((element) =>
      [element.localName, ...element.getAttributeNames().toSorted()].join(" "),
    );

  /** Texts may be set in two lines of a chart, cut in it, or left out for want of room, and long names move ticks. */
  const outsideCharts = (html: string): string => html.replaceAll(/<svg[\s\S]*?<\/svg>/g, "");

  it("add no element and no attribute to the page", async () => {
    const plain = skeleton(outsideCharts(await pageOf(hostileWorld("plain"))));
    await fc.assert(
      fc.asyncProperty(hostile, async (text) => {
        fc.pre(text.trim() !== "");
        const page = await pageOf(hostileWorld(text));
        expect(skeleton(outsideCharts(page))).toEqual(plain);
        const document = open(page);
        expect(
          document.querySelectorAll("script, style, img, iframe, [onerror], [onload]"),
        ).toHaveLength(2);
        const drawn = [...document.querySelectorAll("svg *")].map(({ localName }) => localName);
        expect(drawn.filter((name) => !DRAWN.has(name))).toEqual([]);
        const targets = [...document.querySelectorAll("a")].map((link) =>
          link.getAttribute("href"),
        );
        expect(targets.filter((target) => !/^(#[a-z]+$|https?:\/\/)/.test(target ?? ""))).toEqual(
          [],
        );
        expect(document.querySelector("h1")?.textContent).toBe(visibleText(text));
      }),
      { numRuns: 40 },
    );
  });

  it("add no heading, table or fold to the Markdown", () => {
    const shape = (text: string): readonly string[] =>
      markdownPage(buildReport(hostileWorld(text)))
        .split("\n")
        .map((line) => /^(#+ |\||<details>|<\/details>|<summary>|- |```)/.exec(line)?.[0] ?? "");
    const plain = shape("plain");
    fc.assert(
      fc.property(hostile, (text) => {
        fc.pre(text.trim() !== "" && !/[\r\n`]/.test(text));
        expect(shape(text)).toEqual(plain);
      }),
      { numRuns: 40 },
    );
  });
});

/** The elements that charts are drawn of. */
const DRAWN: ReadonlySet<string> = new Set([
  "title",
  "desc",
  "g",
  "path",
  "line",
  "circle",
  "text",
  "tspan",
  "rect",
  "defs",
  "marker",
]);
