#!/usr/bin/env node
import { createHash } from "node:crypto";
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
  const build = bundleOfBuild();
  const main = build === undefined ? built : new URL("main.js", bundle);
  const fairline = await import(main.href);
  process.on("uncaughtException", (error) => {
    fairline.reportBug(error);
    process.exit(1);
  });
  process.exitCode = await fairline.start(process.argv.slice(2), build);
}

/**
 * The identity of the bundle, which starts faster and is used while every file that it was made from is as it was then;
 * undefined where it is not.
 */
function bundleOfBuild() {
  const folder = fileURLToPath(bundle);
  if (!existsSync(`${folder}inputs.json`)) return undefined;
  const list = readFileSync(`${folder}inputs.json`, "utf8");
  const identity = createHash("sha256").update(`node ${process.version}\n${list}`).digest("hex");
  // Nobody builds an installed package anew, and to install one changes the times of its files.
  if (folder.includes("/node_modules/")) return identity;
  const isSame = JSON.parse(list).every(([path, bytes, changed]) => {
    const file = statSync(folder + path, { throwIfNoEntry: false });
    return file?.size === bytes && file.mtimeMs === changed;
  });
  return isSame ? identity : undefined;
}

function refuse(message, hint) {
  console.error(`error: ${message}\n  ${hint}`);
  process.exitCode = 3;
}
