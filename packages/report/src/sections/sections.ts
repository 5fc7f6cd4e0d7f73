import { allFiguresSection } from "./all-figures/section.ts";
import { dataSection } from "./data/section.ts";
import { definitionsSection } from "./definitions/section.ts";
import { frontSection } from "./front/section.ts";
import { gapsSection } from "./gaps/section.ts";
import { gatesSection } from "./gates/section.ts";
import { groupsSection } from "./groups/section.ts";
import { limitsSection } from "./limits/section.ts";
import { pipelineSection } from "./pipeline/section.ts";
import type { Section } from "./section.ts";
import { strataSection } from "./strata/section.ts";

const WITH_FIGURES: readonly Section[] = [
  gatesSection,
  gapsSection,
  frontSection,
  groupsSection,
  strataSection,
  allFiguresSection,
  dataSection,
  pipelineSection,
];

/** The sections of a report, in the order of the page. */
export const SECTIONS: readonly Section[] = [
  ...WITH_FIGURES,
  definitionsSection(WITH_FIGURES),
  limitsSection,
];
