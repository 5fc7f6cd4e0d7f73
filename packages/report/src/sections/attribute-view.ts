import type { GateVerdict } from "@fairline/core";
import { betweenTable, type BetweenTable } from "./all-figures/model.ts";
import { frontView, type FrontView } from "./front/model.ts";
import { gapChart, type GapChart } from "./gaps/model.ts";
import { groupTable, type GroupTable } from "./groups/model.ts";
import type { Selection } from "../figures/selection.ts";
import type { Setting } from "../figures/setting.ts";
import { strataViews, type StrataView } from "./strata/model.ts";

/** What a report shows of one attribute. */
export interface AttributeView {
  readonly attribute: string;
  readonly gaps: GapChart;
  /** Undefined without a reference, or where fewer than two settings have both figures. */
  readonly front: FrontView | undefined;
  /** The attribute within the values of other columns, at the first setting. */
  readonly strata: readonly StrataView[];
  /** One per setting, in their order. */
  readonly settings: readonly SettingTables[];
}

/** The tables of one attribute at one setting. */
export interface SettingTables {
  readonly setting: Setting;
  readonly isOnFront: boolean;
  readonly groups: GroupTable;
  readonly between: BetweenTable;
}

/** What {@link attributeView} needs besides the settings. */
interface AttributeOptions {
  readonly selection: Selection;
  readonly decimals: number;
  /** The setting that the others are compared with; undefined where none is. */
  readonly reference: Setting | undefined;
  readonly gates: readonly GateVerdict[];
}

/** Lays out all that a report shows of one attribute. */
export function attributeView(
  settings: readonly Setting[],
  attribute: string,
  { selection, decimals, reference, gates }: AttributeOptions,
): AttributeView {
  const { gap, performance, groupMetrics, strata } = selection;
  const front =
    reference === undefined || performance === undefined
      ? undefined
      : frontView(settings, attribute, { gap, performance });
  const onFront = new Set(
    front?.points.filter((point) => point.isOnFront).map(({ setting }) => setting),
  );
  return {
    attribute,
    gaps: gapChart(settings, attribute, { gap, groupMetrics, gates, reference }),
    front,
    strata: strataViews(settings[0]!, attribute, { names: strata, gap, groupMetrics, decimals }),
    settings: settings.map((setting) => ({
      setting,
      isOnFront: onFront.has(setting),
      groups: groupTable(setting, attribute, groupMetrics, decimals),
      between: betweenTable(setting, attribute, decimals),
    })),
  };
}
