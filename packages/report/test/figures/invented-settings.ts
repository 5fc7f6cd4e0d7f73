import { groupSettings, type Setting } from "../../src/figures/setting.ts";
import type { ReportInput } from "../../src/report.ts";

/** The settings of an invented world, the one of strength 0 first. */
export function settingsOf({ metrics }: ReportInput, split: string): readonly Setting[] {
  const members = metrics.map(({ point, value }) => ({ point, rows: value.rows }));
  return groupSettings(members, split, ({ strength }) => strength === 0);
}
