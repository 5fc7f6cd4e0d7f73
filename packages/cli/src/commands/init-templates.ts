/** Starter pipelines: files in `templates`, with what to do after writing one. */
export const TEMPLATES = {
  simulated: "Run it: fairline run",
  csv: "Set source and roles to your file and its columns, then run it: fairline run",
  audit: "Set source and roles to your file and its columns, then run it: fairline run",
} as const;

/** The name of a starter pipeline. */
export type Template = keyof typeof TEMPLATES;

/** The file that a starter pipeline is written into. */
export const FILE = "fairline.yaml";
