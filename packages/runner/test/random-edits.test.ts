import { chmodSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { z } from "zod";
import type { Plan } from "@fairline/plan";
import type { RunSummary } from "../src/outcome.ts";
import { fakeStage, fromFile, fromMany, instance, makeWorld, planOf, textOf } from "./rig.ts";
import type { World } from "./rig.ts";

/** A node of a random graph: what it says, what it reads, and whether it keeps only the first letter. */
interface Node {
  readonly text: string;
  /** Places of earlier nodes, as numbers below its own place (taken modulo it). */
  readonly above: readonly number[];
  readonly isShort: boolean;
  readonly readsFile: boolean;
}

/** A change to the graph, the file or the store. */
type Edit =
  | { readonly type: "node"; readonly place: number; readonly node: Node }
  | { readonly type: "file"; readonly text: string }
  | { readonly type: "damage"; readonly object: number; readonly how: "garbage" | "gone" }
  | { readonly type: "garble"; readonly action: number };

const join_ = fakeStage("test/join", {
  params: z.strictObject({ text: z.string(), isShort: z.boolean() }),
  inputs: {
    data: { kind: "table", summary: "Texts.", many: true },
    file: { kind: "table", summary: "A file.", optional: true },
  },
  run: ({ inputs, params }) => {
    const members = (inputs["data"] ?? []) as readonly { readonly value: string }[];
    const read = members.map(({ value }) => value).join("");
    const text = `${read}${(inputs["file"] as string | undefined) ?? ""}${params["text"] as string}`;
    return { data: params["isShort"] === true ? text.slice(0, 1) : text };
  },
});

function aboveOf({ above }: Node, place: number): readonly number[] {
  return place === 0 ? [] : [...new Set(above.map((other) => other % place))].sort();
}

function planFrom(root: string, nodes: readonly Node[]): Plan {
  return planOf(
    root,
    nodes.map((node, place) => {
      const above = aboveOf(node, place);
      const members = above.map((other) => [`n${String(other)}`, { k: other }] as const);
      const inputs = [
        ...(above.length === 0 ? [] : [fromMany(members)]),
        ...(node.readsFile ? [fromFile(join(root, "file.txt"), "file")] : []),
      ];
      const { text, isShort } = node;
      return instance(`n${String(place)}`, { stage: join_, params: { text, isShort }, inputs });
    }),
  );
}

/** What every node gives, worked out without the runner; and everything that decides it, as one text. */
function evaluate(
  nodes: readonly Node[],
  file: string,
): readonly { readonly text: string; readonly signature: string }[] {
  const results: { text: string; signature: string }[] = [];
  for (const [place, node] of nodes.entries()) {
    const above = aboveOf(node, place);
    const read = above.map((other) => results[other]!.text);
    const external = node.readsFile ? file : "";
    const whole = `${read.join("")}${external}${node.text}`;
    const inputs = above.map((other, index) => [other, read[index]]);
    const signature = [node.text, node.isShort, inputs, node.readsFile ? file : null];
    results.push({
      text: node.isShort ? whole.slice(0, 1) : whole,
      signature: JSON.stringify(signature),
    });
  }
  return results;
}

/** Damages a file of the store, if there are any in that place. */
function strike(world: World, folder: "objects" | "actions", which: number, how: string): boolean {
  const entries = readdirSync(join(world.storeDirectory, folder), {
    recursive: true,
    withFileTypes: true,
  });
  const files = entries.filter((e) => e.isFile()).map((e) => join(e.parentPath, e.name));
  const path = files.sort()[which % Math.max(1, files.length)];
  if (path === undefined) return false;
  chmodSync(path, 0o644);
  if (how === "gone") rmSync(path);
  else writeFileSync(path, "garbage");
  return true;
}

function ran({ outcomes }: RunSummary): number {
  return [...outcomes.values()].filter(({ status }) => status === "ran").length;
}

const text = fc.constantFrom("a", "b", "ab", "");
const node: fc.Arbitrary<Node> = fc.record({
  text,
  above: fc.array(fc.nat({ max: 5 }), { maxLength: 3 }),
  isShort: fc.boolean(),
  readsFile: fc.boolean(),
});
const edit: fc.Arbitrary<Edit> = fc.oneof(
  {
    weight: 4,
    arbitrary: fc.record({ type: fc.constant("node" as const), place: fc.nat({ max: 5 }), node }),
  },
  { weight: 1, arbitrary: fc.record({ type: fc.constant("file" as const), text }) },
  {
    weight: 1,
    arbitrary: fc.record({
      type: fc.constant("damage" as const),
      object: fc.nat({ max: 20 }),
      how: fc.constantFrom("garbage" as const, "gone" as const),
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({ type: fc.constant("garble" as const), action: fc.nat({ max: 20 }) }),
  },
);

describe("a run after any edits", () => {
  it("gives what a clean run would give, and runs only what it has not run before", async () => {
    const graphs = fc.array(node, { minLength: 6, maxLength: 6 });
    await fc.assert(
      fc.asyncProperty(
        graphs,
        fc.array(edit, { minLength: 1, maxLength: 5 }),
        async (first, edits) => {
          const world = await makeWorld();
          const nodes = [...first];
          let file = "f";
          const seen = new Set<string>();
          const check = async (isWhole: boolean): Promise<void> => {
            writeFileSync(join(world.root, "file.txt"), file);
            const summary = await world.run(planFrom(world.root, nodes));
            const results = evaluate(nodes, file);
            for (const [place, result] of results.entries()) {
              expect(textOf(summary, `n${String(place)}`)).toBe(result.text);
            }
            const fresh = new Set(
              results.map(({ signature }) => signature).filter((s) => !seen.has(s)),
            );
            if (isWhole) expect(ran(summary)).toBe(fresh.size);
            else expect(ran(summary)).toBeGreaterThanOrEqual(fresh.size);
            for (const signature of fresh) seen.add(signature);
          };
          await check(true);
          // What was damaged may be needed again only later.
          let isWhole = true;
          for (const change of edits) {
            if (change.type === "node") nodes[change.place] = change.node;
            else if (change.type === "file") file = change.text;
            else if (change.type === "damage") {
              if (strike(world, "objects", change.object, change.how)) isWhole = false;
            } else if (strike(world, "actions", change.action, "garbage")) isWhole = false;
            await check(isWhole);
          }
        },
      ),
      { numRuns: 40 },
    );
  }, 120_000);

  it("does not depend on the order of the plan", async () => {
    const graphs = fc.array(node, { minLength: 6, maxLength: 6 });
    await fc.assert(
      fc.asyncProperty(graphs, fc.infiniteStream(fc.nat()), async (nodes, picks) => {
        const world = await makeWorld();
        writeFileSync(join(world.root, "file.txt"), "f");
        const plan = planFrom(world.root, nodes);
        await world.run(plan);
        const rank = new Map(plan.instances.map(({ id }) => [id, picks.next().value as number]));
        const mixed = plan.instances.toSorted((a, b) => rank.get(a.id)! - rank.get(b.id)!);
        const { counts } = await world.run({ ...plan, instances: mixed });
        expect(counts).toEqual({ ran: 0, reused: 6, failed: 0, skipped: 0 });
      }),
      { numRuns: 15 },
    );
  }, 60_000);
});
