import { drawStageGraph } from "../../charts/draw-stage-graph.ts";
import { markup, type Markup } from "../../html/markup.ts";
import type { PipelineModel, StageSummary } from "./model.ts";
import { codeBlock, folded, scrolling } from "../../html/elements.ts";

/** How the figures came about: the stages as a graph and as a table. */
export function pipelineHtml({ name, seed, stages }: PipelineModel): readonly Markup[] {
  const caption = `Stages of ${name}`;
  return [
    markup`<p>Pipeline <b>${name}</b>, root seed ${seed}. A key names what a stage ran on: the same key gives the same result. Stages with a matrix are drawn once, with the number of their points.</p>`,
    scrolling("Graph of the stages", drawStageGraph(stages, "stages")),
    scrolling(
      caption,
      markup`<table class="stages"><caption><span>${caption}</span></caption><thead><tr><th scope="col">Stage</th><th scope="col">Uses</th><th scope="col">Reads from</th><th scope="col">Parameters</th><th scope="col">Key</th></tr></thead><tbody>${stages.map(rowMarkup)}</tbody></table>`,
    ),
    ...stages.filter(({ instances }) => instances.length > 1).map(instancesMarkup),
  ];
}

function rowMarkup(stage: StageSummary): Markup {
  const [only, ...more] = stage.instances;
  const key =
    only === undefined || more.length > 0
      ? markup`${stage.instances.length} points, below`
      : markup`<code>${only.key}</code>`;
  return markup`<tr><th scope="row">${stage.stage}</th><td><code>${stage.uses}</code></td><td>${stage.inputs.join(", ")}</td><td>${paramsMarkup(stage)}</td><td>${key}</td></tr>`;
}

function paramsMarkup({ params, varying }: StageSummary): Markup {
  if (params === "" && varying.length === 0) return markup`none`;
  const own =
    varying.length === 0 ? markup`` : markup`<p class="muted">Varying: ${varying.join(", ")}</p>`;
  return markup`${own}${params === "" ? markup`` : codeBlock(params)}`;
}

function instancesMarkup({ stage, varying, instances }: StageSummary): Markup {
  const caption = `Points of ${stage}`;
  return folded(`${caption} (${String(instances.length)})`, [
    scrolling(
      caption,
      markup`<table><caption class="hidden">${caption}</caption><thead><tr><th scope="col">Point</th>${varying.map((name) => markup`<th scope="col">${name}</th>`)}<th scope="col">Key</th></tr></thead><tbody>${instances.map(
        ({ point, key, values }) =>
          markup`<tr><th scope="row">${point === "" ? "–" : point}</th>${values.map((value) => markup`<td>${value ?? "unset"}</td>`)}<td><code>${key}</code></td></tr>`,
      )}</tbody></table>`,
    ),
  ]);
}
