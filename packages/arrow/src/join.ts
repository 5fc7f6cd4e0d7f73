import { Binary, BinaryView, DataType, Utf8, Vector } from "apache-arrow";
import type { Data, Dictionary } from "apache-arrow";
import {
  childFields,
  dictionaryChunk,
  dictionaryOf,
  isBytes,
  isList,
  isView,
  makeChunk,
  mapChildren,
  typeOf,
  valuesOf,
  valueTypeOf,
  withChildTypes,
} from "./chunk.ts";
import { emptyData } from "./empty.ts";
import {
  itemRange,
  joinBits,
  joinOffsets,
  joinValidity,
  joinValues,
  rowsOf,
} from "./join-buffers.ts";
import { takeData } from "./take.ts";
import { validityOf } from "./validity.ts";
import { valueTexts } from "./value-text.ts";

/**
 * One chunk with the rows of several, in order. Where there is one only, it is returned as it is if it can be.
 *
 * Views become plain utf8 and binary, and a dictionary in pieces becomes one, so that the type of the result
 * may differ from `type`: take it from there.
 *
 * @param type - The type of every chunk.
 */
export function joinData(type: DataType, chunks: readonly Data[]): Data {
  const parts = chunks.filter(({ length }) => length > 0).map(plainData);
  const [first] = parts;
  if (first === undefined) return emptyData(type);
  return parts.length === 1 ? first : joinParts(typeOf(first), parts);
}

function joinParts(type: DataType, parts: readonly Data[]): Data {
  const length = rowsOf(parts);
  if (DataType.isNull(type)) return makeChunk(type, { length, nullCount: length });
  if (DataType.isDictionary(type)) return joinDictionaries(type, parts);
  const base = { length, ...joinValidity(parts) };
  if (DataType.isBool(type)) return makeChunk(type, { ...base, values: joinBits(parts) });
  if (isBytes(type)) {
    const values = parts.map((part) => valuesOf(part).subarray(...itemRange(part)));
    return makeChunk(type, { ...base, offsets: joinOffsets(parts), values: joinValues(values) });
  }
  if (childFields(type).length > 0) {
    const children = joinChildren(type, parts);
    const offsets = isList(type) ? { offsets: joinOffsets(parts) } : {};
    return makeChunk(withChildTypes(type, children), { ...base, ...offsets, children });
  }
  const values = parts.map((part) => valuesOf(part).subarray(0, part.length * part.stride));
  return makeChunk(type, { ...base, values: joinValues(values) });
}

function joinChildren(type: DataType, parts: readonly Data[]): Data[] {
  return childFields(type).map((field, i) => {
    const children = parts.map((part) => {
      const [begin, end] = isList(type) ? itemRange(part) : [0, part.length * part.stride];
      return part.children[i]!.slice(begin, end - begin);
    });
    return joinData(field.type as DataType, children);
  });
}

/** Codes into one dictionary, without repeats and without nulls, in the order in which the parts have the values. */
function joinDictionaries(type: Dictionary, parts: readonly Data[]): Data {
  const codeOf = new Map<string, number>();
  const kept: number[] = [];
  const codes = new Int32Array(rowsOf(parts));
  let row = 0;
  let start = 0;
  for (const part of parts) {
    const words = valueTexts(dictionaryOf(part));
    const codeAt = words.map((word, index) => {
      if (word === null) return -1;
      if (!codeOf.has(word)) kept.push(start + index);
      return codeOf.get(word) ?? codeOf.set(word, codeOf.size).size - 1;
    });
    const isValid = validityOf(part);
    const indices = valuesOf(part);
    for (let at = 0; at < part.length; at++) {
      codes[row++] = isValid(at) ? codeAt[Number(indices[at]!)]! : -1;
    }
    start += words.length;
  }
  const values = joinData(valueTypeOf(type), parts.flatMap(dictionaryOf));
  return dictionaryChunk(codes, takeData(values, kept), type);
}

/** The chunk without views, and with its dictionary in one piece; the chunk itself where it is so already. */
function plainData(data: Data): Data {
  const type = typeOf(data);
  if (isView(type)) return plainBytes(data);
  if (DataType.isDictionary(type)) {
    const pieces = dictionaryOf(data);
    const isPlain = pieces.length === 1 && !isView(valueTypeOf(type));
    return isPlain ? data : joinDictionaries(type, [data]);
  }
  return mapChildren(data, plainData);
}

/** Text or bytes with offsets instead of views. */
function plainBytes(data: Data): Data {
  const { length } = data;
  const views = new Vector([data.clone(new BinaryView())]);
  const values = Array.from(views, (bytes) => bytes ?? new Uint8Array(0));
  const offsets = new Int32Array(length + 1);
  for (const [row, bytes] of values.entries()) offsets[row + 1] = offsets[row]! + bytes.length;
  const type = DataType.isUtf8View(typeOf(data)) ? new Utf8() : new Binary();
  return makeChunk(type, { length, ...joinValidity([data]), offsets, values: joinValues(values) });
}
