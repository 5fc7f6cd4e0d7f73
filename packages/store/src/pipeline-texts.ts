import { readIfWhole, writeIfPossible } from "./checked-file.ts";
import type { StoreFiles } from "./checked-file.ts";
import { realDisk } from "./disk.ts";
import { layoutOf } from "./layout.ts";

/** Texts about pipelines, one a pipeline file; a later one takes the place of the last. A store can do without them. */
export interface PipelineTexts {
  /** The text about a pipeline file, by its absolute path; undefined where there is none, or it is damaged. */
  read(file: string): string | undefined;
  /** Keeps a text where the store can be written, and does without where it cannot. */
  write(file: string, text: string): Promise<void>;
}

/** The texts in one folder of a store. */
export function pipelineTexts(files: StoreFiles, folder: "plans" | "history"): PipelineTexts {
  const { layout } = files;
  const pathOf = (file: string): string => layout.ofPipeline(layout[folder], file);
  return {
    read: (file) => readIfWhole(pathOf(file)),
    write: (file, text) => writeIfPossible(files, pathOf(file), text),
  };
}

/** The plans in the store of a directory, to read before it is opened: nothing needs to be there. */
export function plansIn(directory: string): PipelineTexts {
  return pipelineTexts({ layout: layoutOf(directory), disk: realDisk }, "plans");
}
