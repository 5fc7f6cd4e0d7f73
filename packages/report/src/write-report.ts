import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { buildReport, type ReportInput } from "./report.ts";

/** Writes the HTML report into a directory and gives its path. Throws as {@link buildReport}. */
export async function writeHtml(input: ReportInput, directory: string): Promise<string> {
  const { htmlPage } = await import("./pages/html.ts");
  return await write(join(directory, "report.html"), await htmlPage(buildReport(input)));
}

/** Writes the Markdown report into a directory and gives its path. Throws as {@link buildReport}; loads no charts. */
export async function writeMarkdown(input: ReportInput, directory: string): Promise<string> {
  const { markdownPage } = await import("./pages/markdown.ts");
  return await write(join(directory, "report.md"), markdownPage(buildReport(input)));
}

async function write(path: string, text: string): Promise<string> {
  await writeFile(path, text);
  return path;
}
