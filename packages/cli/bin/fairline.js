#!/usr/bin/env node
import { existsSync, readFileSync, statSync } from "node:fs";
import module from "node:module";
import { fileURLToPath } from "node:url";

const built = new URL("../dist/main.js", import.meta.url);
const bundle = new URL("../dist/bundle/", import.meta.url);
const [major = 0, minor = 0] = process.versions.node.split(".").map(Number);

if (major < 20 || (major === 20 && minor < 19)) {
  refuse(
    `fairline needs Node 20.19 or newer, and this is Node ${process.versions.node}`,
    "Install a newer one from https://nodejs.org, or run: nvm install 22",
  );
} else if (!existsSync(built)) {
  refuse(
    "fairline is not built yet",
    "In the folder that holds packages/, run: npm ci && npm run build",
  );
} else {
  module.enableCompileCache?.();
  const main = isBundleOfBuild() ? new URL("main.js", bundle) : built;
  const fairline = await import(main.href);
  process.on("uncaughtException", (error) => {
    fairline.reportBug(error);
    process.exit(1);
  });
  process.exitCode = await fairline.main(process.argv.slice(2));
}

/** The bundle starts faster, and is used while every file that it was made from is as it was then. */
function isBundleOfBuild() {
  const folder = fileURLToPath(bundle);
  if (!existsSync(`${folder}inputs.json`)) return false;
  // Nobody builds an installed package anew, and to install one changes the times of its files.
  if (folder.includes("/node_modules/")) return true;
  const inputs = JSON.parse(readFileSync(`${folder}inputs.json`, "utf8"));
  return inputs.every(([path, bytes, changed]) => {
    const file = statSync(folder + path, { throwIfNoEntry: false });
    return file?.size === bytes && file.mtimeMs === changed;
  });
}

function refuse(message, hint) {
  console.error(`error: ${message}\n  ${hint}`);
  process.exitCode = 3;
}
