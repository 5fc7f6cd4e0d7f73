import { describe, expect, it } from "vitest";
import { buildReport } from "../../../src/report.ts";
import { allFiguresSection } from "../../../src/sections/all-figures/section.ts";
import { departmentsWorld, sparseWorld } from "../../worlds.ts";
import { sectionText } from "../section-text.ts";

describe("all figures between groups in Markdown", () => {
  it("stand in one folded table for each attribute, with what its marks mean", () => {
    expect(sectionText(allFiguresSection, buildReport(sparseWorld()))).toMatchInlineSnapshot(`
      "## All figures between groups

      <details>
      <summary>By age band</summary>

      | Compared | Difference | Ratio | Lowest and highest group | Rows of the smallest |
      | --- | ---: | ---: | --- | ---: |
      | Demographic parity | 100.0 | 0.000 | 18–24 – 65 and over | 3 † |
      | Equal opportunity | 40.2 | 0.598 | 25–44 – 65 and over | 3 † |
      | Equalized odds | 40.2 |  |  | 3 † |
      | Base rate | 100.0 | 0.000 | 18–24 – 65 and over | 3 † |
      | Selection rate | 100.0 | 0.000 | 18–24 – 65 and over | 3 † |
      | Accuracy | 27.1 | 0.729 | 25–44 – 18–24 | 3 † |
      | True positive rate | 40.2 | 0.598 | 25–44 – 65 and over | 3 † |
      | False positive rate | 18.2 | 0.000 | 18–24 – 25–44 | 3 † |
      | Positive predictive value | 31.0 | 0.690 | 25–44 – 65 and over | 3 † |

      - Differential fairness: ∞

      † Rests on a group of fewer than 30 rows: read with care.

      </details>

      <details>
      <summary>By region</summary>

      | Compared | Difference | Ratio | Lowest and highest group | Rows of the smallest |
      | --- | ---: | ---: | --- | ---: |
      | Demographic parity | —<sup>1</sup> | —<sup>2</sup> |  | 374 |
      | Equal opportunity | —<sup>3</sup> | —<sup>4</sup> |  | 374 |
      | Equalized odds | —<sup>5</sup> |  |  | 374 |
      | Base rate | —<sup>6</sup> | —<sup>7</sup> |  | 374 |
      | Selection rate | —<sup>8</sup> | —<sup>9</sup> |  | 374 |
      | Accuracy | —<sup>10</sup> | —<sup>11</sup> |  | 374 |
      | True positive rate | —<sup>12</sup> | —<sup>13</sup> |  | 374 |
      | False positive rate | —<sup>14</sup> | —<sup>15</sup> |  | 374 |
      | Positive predictive value | —<sup>16</sup> | —<sup>17</sup> |  | 374 |

      - Differential fairness: —<sup>18</sup>

      <sup>1</sup> Demographic parity difference: undefined, fewer than two groups have a figure.<br>
      <sup>2</sup> Demographic parity ratio: undefined, fewer than two groups have a figure, or all are 0.<br>
      <sup>3</sup> Equal opportunity difference: undefined, fewer than two groups have a figure.<br>
      <sup>4</sup> Equal opportunity ratio: undefined, fewer than two groups have a figure, or all are 0.<br>
      <sup>5</sup> Equalized odds difference: undefined, fewer than two groups have a figure.<br>
      <sup>6</sup> Base rate difference: undefined, fewer than two groups have a figure.<br>
      <sup>7</sup> Base rate ratio: undefined, fewer than two groups have a figure, or all are 0.<br>
      <sup>8</sup> Selection rate difference: undefined, fewer than two groups have a figure.<br>
      <sup>9</sup> Selection rate ratio: undefined, fewer than two groups have a figure, or all are 0.<br>
      <sup>10</sup> Accuracy difference: undefined, fewer than two groups have a figure.<br>
      <sup>11</sup> Accuracy ratio: undefined, fewer than two groups have a figure, or all are 0.<br>
      <sup>12</sup> True positive rate difference: undefined, fewer than two groups have a figure.<br>
      <sup>13</sup> True positive rate ratio: undefined, fewer than two groups have a figure, or all are 0.<br>
      <sup>14</sup> False positive rate difference: undefined, fewer than two groups have a figure.<br>
      <sup>15</sup> False positive rate ratio: undefined, fewer than two groups have a figure, or all are 0.<br>
      <sup>16</sup> Positive predictive value difference: undefined, fewer than two groups have a figure.<br>
      <sup>17</sup> Positive predictive value ratio: undefined, fewer than two groups have a figure, or all are 0.<br>
      <sup>18</sup> Differential fairness: undefined, fewer than two groups have rows.

      </details>"
    `);
  });

  it("are those of the first setting", () => {
    const text = sectionText(allFiguresSection, buildReport(departmentsWorld()));
    expect(text).toContain("| Demographic parity | 40.0 | F – M | 100 |");
    expect(text).not.toContain("10.0");
  });
});
