import { metricWords } from "../../format/metric-words.ts";
import type { Report } from "../../report.ts";
import type { Section } from "../section.ts";

/** What the metrics of a report mean. */
export interface DefinitionsModel {
  readonly definitions: readonly Definition[];
}

/** What a metric in the report means. */
export interface Definition {
  readonly metric: string;
  readonly label: string;
  readonly definition: string;
  readonly source: string | undefined;
}

/**
 * Defines the metrics of a report that Fairline knows: those that the user chose first, then as the sections show them.
 *
 * @param sections - Those whose metrics are defined.
 */
export function definitionsModel(report: Report, sections: readonly Section[]): DefinitionsModel {
  const { gap, performance } = report;
  const chosen = performance === undefined ? [gap] : [gap, performance];
  const shown = sections.flatMap(({ metrics }) => metrics(report));
  const definitions = [...new Set([...chosen, ...shown])].flatMap((metric) => {
    const { label, definition, source } = metricWords(metric);
    return definition === undefined ? [] : [{ metric, label, definition, source }];
  });
  return { definitions };
}
