import { markup, type Markup } from "../html/markup.ts";
import { fitText, FONT_SIZE, textWidth } from "./plot.ts";
import { layoutGraph, type Spot } from "./graph-layout.ts";

/** A stage as the graph shows it. */
export interface GraphStage {
  readonly stage: string;
  readonly uses: string;
  /** Stages that it reads from. */
  readonly inputs: readonly string[];
  /** One per matrix point. */
  readonly instances: readonly unknown[];
}

const NODE_HEIGHT = 46;
const WIDEST_NODE = 190;
/** How much wider than plain text the name is, being bold, and how much narrower the line below it. */
const [NAME_SCALE, BELOW_SCALE] = [1.12, 0.9];

/** Draws the stages as boxes from left to right, an arrow wherever one reads from another. */
export function drawStageGraph(stages: readonly GraphStage[], id: string): Markup {
  const nodes = stages.map((stage) => ({
    name: stage.stage,
    inputs: stage.inputs,
    width: nodeWidth(stage),
    height: NODE_HEIGHT,
  }));
  const { width, height, middles, arrows } = layoutGraph(nodes);
  const arrowId = `${id}-arrow`;
  const size = markup`viewBox="0 0 ${px(width)} ${px(height)}" width="${px(width)}" height="${px(height)}"`;
  const words = markup`<title id="${id}-title">Stages of the pipeline</title><desc id="${id}-desc">${description(stages)}</desc>`;
  const head = markup`<defs><marker id="${arrowId}" viewBox="0 0 8 8" refX="7" refY="4" markerWidth="7" markerHeight="7" orient="auto"><path d="M0,0L8,4L0,8Z" fill="var(--muted)"/></marker></defs>`;
  return markup`<svg class="graph" role="img" aria-labelledby="${id}-title ${id}-desc" ${size} font-size="${FONT_SIZE}">${words}${head}${arrows.map(
    (points) => arrowMarkup(points, arrowId),
  )}${stages.map((stage, i) => nodeMarkup(stage, { middle: middles[i]!, width: nodes[i]!.width }))}</svg>`;
}

/** Says the graph in words: "clean reads from ingest." */
function description(stages: readonly GraphStage[]): string {
  return stages
    .map(({ stage, inputs }) =>
      inputs.length === 0
        ? `${stage} reads no other stage.`
        : `${stage} reads from ${inputs.join(", ")}.`,
    )
    .join(" ");
}

function nodeWidth(stage: GraphStage): number {
  const widest = Math.max(
    textWidth(stage.stage) * NAME_SCALE,
    textWidth(below(stage)) * BELOW_SCALE,
  );
  return Math.min(widest + 20, WIDEST_NODE);
}

function nodeMarkup(
  stage: GraphStage,
  { middle, width }: { readonly middle: Spot; readonly width: number },
): Markup {
  const room = width - 16;
  const isStack = stage.instances.length > 1;
  const box = (shift: number): Markup =>
    markup`<rect x="${px(middle.x - width / 2 + shift)}" y="${px(middle.y - NODE_HEIGHT / 2 - shift)}" width="${px(width)}" height="${NODE_HEIGHT}" rx="6" fill="var(--card)" stroke="var(--line)"/>`;
  const line = (text: string, dy: number, style: Markup): Markup =>
    markup`<text x="${px(middle.x)}" y="${px(middle.y + dy)}" text-anchor="middle" ${style}>${text}</text>`;
  return markup`<g><title>${stage.stage}: ${stage.uses}</title>${isStack ? box(3) : markup``}${box(0)}${line(
    fitText(stage.stage, room / NAME_SCALE),
    -4,
    markup`font-weight="600" fill="var(--ink)"`,
  )}${line(fitText(below(stage), room / BELOW_SCALE), 13, markup`font-size="11.5" fill="var(--muted)"`)}</g>`;
}

function below({ uses, instances }: GraphStage): string {
  return instances.length > 1 ? `${uses} ×${String(instances.length)}` : uses;
}

/** A smooth line: a curve around each inner point, from middle to middle of the pieces between them. */
function arrowMarkup([first, ...rest]: readonly Spot[], arrowId: string): Markup {
  const last = rest.at(-1);
  if (first === undefined || last === undefined) return markup``;
  const curves = rest.slice(0, -1).map((point, i) => {
    const next = rest[i + 1]!;
    const end =
      i === rest.length - 2 ? next : { x: (point.x + next.x) / 2, y: (point.y + next.y) / 2 };
    return `Q${px(point.x)},${px(point.y)} ${px(end.x)},${px(end.y)}`;
  });
  const path = curves.length === 0 ? `L${px(last.x)},${px(last.y)}` : curves.join("");
  return markup`<path d="M${px(first.x)},${px(first.y)}${path}" fill="none" stroke="var(--muted)" stroke-width="1.5" marker-end="url(#${arrowId})"/>`;
}

function px(value: number): string {
  return String(Number(value.toFixed(1)));
}
