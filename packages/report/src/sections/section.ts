import type { Markup } from "../html/markup.ts";
import type { Report } from "../report.ts";

/** What stands under one heading of a report, ready to be put on a page. */
export interface Section {
  /** Its anchor on the HTML page. */
  readonly id: string;
  /** The metrics that it shows, for the page to define them. */
  readonly metrics: (report: Report) => readonly string[];
  /** Undefined where the report has nothing for it. */
  readonly html: (report: Report) => Promise<HtmlSection | undefined>;
  /** Undefined where the report has nothing for it, or where Markdown leaves it out. */
  readonly markdown: (report: Report) => MarkdownSection | undefined;
}

/** A section in HTML: its heading and what stands under it. */
export interface HtmlSection extends Heading {
  readonly body: readonly Markup[];
}

/** A section in Markdown: its heading and its paragraphs, empty ones to be left out. */
export interface MarkdownSection extends Heading {
  readonly body: readonly string[];
  readonly isFolded: boolean;
}

/** What a section is called. */
interface Heading {
  readonly title: string;
  /** A short form for the list of sections at the top of the page. */
  readonly link: string;
}

/** How a section is made: what it says is worked out once, free of any format, and written twice. */
export interface SectionDefinition<Model> {
  readonly id: string;
  /** What the section says; undefined where the report has nothing for it. */
  readonly model: (report: Report) => Model | undefined;
  readonly heading: (model: Model) => Heading;
  /** Loads what writes it as HTML: only there are charts drawn. */
  readonly html: () => Promise<(model: Model) => readonly Markup[]>;
  /** Writes it as Markdown; undefined where another section says it there. */
  readonly markdown: ((model: Model) => readonly string[]) | undefined;
  /** Whether Markdown shows its title only until a reader asks for more; not if left out. */
  readonly isFoldedInMarkdown?: boolean;
  /** The metrics that the section shows; none if left out. */
  readonly metrics?: (report: Report) => readonly string[];
}

/** Makes a section of its parts. */
export function defineSection<Model>(definition: SectionDefinition<Model>): Section {
  const { id, model: modelOf, heading, html, markdown } = definition;
  return {
    id,
    metrics: definition.metrics ?? (() => []),
    async html(report) {
      const model = modelOf(report);
      if (model === undefined) return undefined;
      const write = await html();
      return { ...heading(model), body: write(model) };
    },
    markdown(report) {
      const model = modelOf(report);
      if (model === undefined || markdown === undefined) return undefined;
      const isFolded = definition.isFoldedInMarkdown ?? false;
      return { ...heading(model), body: markdown(model), isFolded };
    },
  };
}
