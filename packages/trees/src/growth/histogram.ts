import { shareOf } from "../threads/share.ts";
import type { Share } from "../threads/share.ts";
import { BYTE_BINS, GROUP, STRIDE } from "./memory.ts";
import type { GrowthMemory } from "./memory.ts";

/** What is counted where. */
export interface HistogramCall {
  /** Where the rows of the leaf begin and end in `order`. */
  readonly begin: number;
  readonly end: number;
  /** The number of the histogram. */
  readonly slot: number;
  /** How many of `groups`, from the beginning. */
  readonly groups: number;
}

/** Rows whose words are fetched before they are counted: few enough for a processor's nearest cache to hold them. */
const BLOCK = 2048;

/** Numbers that the histogram of a group takes at most. */
export const GROUP_NUMBERS: number = GROUP * BYTE_BINS * STRIDE;

/** The histogram of a number: for the column at each position, from `starts`, {@link STRIDE} numbers a bin. */
export function histogramAt(
  { histograms, histogramLength }: GrowthMemory,
  slot: number,
): Float64Array {
  return histograms.subarray(slot * histogramLength, (slot + 1) * histogramLength);
}

/**
 * Counts a part of the rows of a leaf, whose pairs were collected: the sums of gradients, of hessians and of rows by bin.
 *
 * The rows of the first group, then those of the second and so on are one line, which is cut into equal parts. Of a group
 * that is cut, the part with its first row counts in the histogram, and each other one apart.
 */
export function countRows(memory: GrowthMemory, call: HistogramCall, share: Share): void {
  const histogram = histogramAt(memory, call.slot);
  const words = new Uint32Array(BLOCK);
  for (const { group, first, last } of stretches(memory, call, share)) {
    const [begin, end] = groupRange(memory, group);
    const target = first === 0 ? histogram : memory.partials[share.part]!;
    const shift = first === 0 ? 0 : begin;
    target.fill(0, begin - shift, end - shift);
    const to = call.begin + last;
    for (let from = call.begin + first; from < to; from += BLOCK) {
      const block = { words, begin: from, end: Math.min(to, from + BLOCK) };
      fetchWords(memory, group, block);
      addRows(memory, { group, target, shift }, block);
    }
  }
}

/** Adds to the histogram what parts counted apart. Sums are exact, so that this changes no bit of them. */
export function addPartials(memory: GrowthMemory, call: HistogramCall, parts: number): void {
  const histogram = histogramAt(memory, call.slot);
  for (let part = 1; part < parts; part++) {
    const [stretch] = stretches(memory, call, { part, parts });
    if (stretch === undefined || stretch.first === 0) continue;
    const [begin, end] = groupRange(memory, stretch.group);
    const partial = memory.partials[part]!;
    for (let at = begin; at < end; at++) histogram[at]! += partial[at - begin]!;
  }
}

/** Takes a child's histogram from its parent's, which leaves the other child's. */
export function subtract(memory: GrowthMemory, parent: number, child: number): void {
  const from = histogramAt(memory, parent);
  const taken = histogramAt(memory, child);
  for (let at = 0; at < from.length; at++) from[at]! -= taken[at]!;
}

/** Rows of one group, from `first` to before `last` among the leaf's. */
interface Stretch {
  readonly group: number;
  readonly first: number;
  readonly last: number;
}

function stretches({ groups }: GrowthMemory, call: HistogramCall, share: Share): Stretch[] {
  const rows = call.end - call.begin;
  const [from, to] = shareOf(rows * call.groups, share);
  const found: Stretch[] = [];
  for (let at = from; at < to;) {
    const place = Math.floor(at / rows);
    const first = at - place * rows;
    const last = Math.min(rows, first + to - at);
    found.push({ group: groups[place]!, first, last });
    at += last - first;
  }
  return found;
}

/** Where the numbers of a group begin and end in a histogram. */
function groupRange({ starts }: GrowthMemory, group: number): readonly [number, number] {
  return [starts[group * GROUP]!, starts[(group + 1) * GROUP]!];
}

/** Where a group is counted. */
interface Target {
  readonly group: number;
  readonly target: Float64Array;
  /** By how much the numbers of the group lie before their place in a histogram. */
  readonly shift: number;
}

/** Some rows of a leaf. */
interface Block {
  /** Their words, from the beginning. */
  readonly words: Uint32Array;
  /** Where they begin and end in `order`. */
  readonly begin: number;
  readonly end: number;
}

/** Apart from counting, so that many words are on their way from memory at once. */
function fetchWords(memory: GrowthMemory, group: number, { words, begin, end }: Block): void {
  const { order, rows, words: all } = memory;
  const base = group * rows;
  for (let i = begin; i < end; i++) words[i - begin] = all[base + order[i]!]!;
}

/**
 * The loop that training spends most of its time in. Four columns at once: a word is one read for four bins, and sums of
 * different columns do not wait for each other.
 */
function addRows(memory: GrowthMemory, to: Target, { words, begin, end }: Block): void {
  const { collected, starts } = memory;
  const { target, group, shift } = to;
  const first = starts[group * GROUP]! - shift;
  const second = starts[group * GROUP + 1]! - shift;
  const third = starts[group * GROUP + 2]! - shift;
  const fourth = starts[group * GROUP + 3]! - shift;
  for (let i = begin; i < end; i++) {
    const word = words[i - begin]!;
    const gradient = collected[2 * i]!;
    const hessian = collected[2 * i + 1]!;
    const a = first + (word & 255) * STRIDE;
    const b = second + ((word >>> 8) & 255) * STRIDE;
    const c = third + ((word >>> 16) & 255) * STRIDE;
    const d = fourth + (word >>> 24) * STRIDE;
    target[a]! += gradient;
    target[a + 1]! += hessian;
    target[a + 2]! += 1;
    target[b]! += gradient;
    target[b + 1]! += hessian;
    target[b + 2]! += 1;
    target[c]! += gradient;
    target[c + 1]! += hessian;
    target[c + 2]! += 1;
    target[d]! += gradient;
    target[d + 1]! += hessian;
    target[d + 2]! += 1;
  }
}
