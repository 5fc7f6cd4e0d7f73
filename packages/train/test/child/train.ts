import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { modelCodec } from "@fairline/model";
import { scratchDirectory, simulatedTable, stageContext } from "@fairline/testing";
import { mlpStage } from "@fairline/train";
import { trained } from "../trained.ts";

const params = JSON.parse(process.argv[2]!) as Readonly<Record<string, unknown>>;
const context = stageContext({ backend: "wasm", seed: "a" });
const { model } = await trained(mlpStage, simulatedTable({ rows: 500 }), params, context);
const path = join(scratchDirectory(), "model");
await modelCodec.write(model, path);
const files = ["fairline.json", "model.json", "weights.bin"];
const bytes = await Promise.all(files.map((name) => readFile(join(path, name), "hex")));
process.stdout.write(bytes.join("\n"));
