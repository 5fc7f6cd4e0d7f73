import { isOnFront } from "../figures/front.ts";
import type { Setting } from "../figures/setting.ts";
import type { Report } from "../report.ts";

/** A table at one setting. */
export interface SettingTable<Table> {
  /** The setting, with what it is to the matrix. */
  readonly title: string;
  readonly caption: string;
  readonly table: Table;
}

/** A table at every setting, that of the reference first. */
export type SettingTables<Table> = readonly [SettingTable<Table>, ...SettingTable<Table>[]];

/**
 * Lays out a table of an attribute at every setting.
 *
 * @param what - What the caption begins with: `Groups`.
 */
export function settingTables<Table>(
  { settings, fronts, split }: Report,
  { what, attribute }: { readonly what: string; readonly attribute: string },
  tableOf: (setting: Setting) => Table,
): SettingTables<Table> {
  const front = fronts.get(attribute);
  const at = (setting: Setting): SettingTable<Table> => {
    const { label } = setting;
    return {
      title: isOnFront(front, setting) ? `${label} (on the front)` : label,
      caption: `${what} by ${attribute}${label === "" ? "" : ` with ${label}`}, split ${split}`,
      table: tableOf(setting),
    };
  };
  const [first, ...others] = settings;
  return [at(first), ...others.map(at)];
}
