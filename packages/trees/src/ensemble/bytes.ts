import { createHash } from "node:crypto";
import { FairlineError } from "@fairline/core";
import type { Objective } from "../objective.ts";
import type { Ensemble, Feature } from "./ensemble.ts";
import { faultOf } from "./fault.ts";

/** What the bytes of an ensemble begin with. */
const MAGIC = "FLTREES\n";
/** Version of the layout. It rises when a reader of the version before would misread. */
const VERSION = 1;
/** Magic, version, length of the header. */
const PREFIX_BYTES = 16;
const CHECKSUM_BYTES = 32;
/** Where everything begins, so that an array of floats can be read where it lies. */
const ALIGNMENT = 8;

/** What the bytes hold as text. */
interface Header {
  readonly objective: Objective;
  readonly features: readonly HeaderFeature[];
  /** Of each array, in their order. */
  readonly lengths: readonly number[];
}

type HeaderFeature =
  | { readonly kind: "numeric"; readonly name: string }
  | { readonly kind: "category"; readonly name: string; readonly codes: readonly number[] };

/**
 * An ensemble as bytes. The same ensemble gives the same bytes.
 *
 * In little-endian order: 8 bytes of magic; the version and the length of the header, 4 bytes each; the header, which is
 * JSON in UTF-8; the arrays in a fixed order, with the lengths that the header gives; sha256 of everything before it. The
 * header and each array are filled up with zeros to a multiple of 8 bytes.
 */
export function writeEnsemble(ensemble: Ensemble): Uint8Array {
  const arrays = arraysOf(ensemble);
  const header: Header = {
    objective: ensemble.objective,
    features: ensemble.features.map((feature) =>
      feature.kind === "numeric" ? feature : { ...feature, codes: Array.from(feature.codes) },
    ),
    lengths: arrays.map(({ length }) => length),
  };
  const json = new TextEncoder().encode(JSON.stringify(header));
  const parts = [prefix(json.length), json, ...arrays.map(bytesOf)];
  const size = parts.reduce((sum, { length }) => sum + aligned(length), 0);
  const bytes = new Uint8Array(size + CHECKSUM_BYTES);
  let at = 0;
  for (const part of parts) {
    bytes.set(part, at);
    at += aligned(part.length);
  }
  bytes.set(checksum(bytes.subarray(0, size)), size);
  return bytes;
}

/**
 * Reads what {@link writeEnsemble} wrote.
 *
 * @throws FairlineError `ARTIFACT_INVALID` for other bytes, another version, a wrong checksum, or trees that cannot be.
 */
export function readEnsemble(bytes: Uint8Array): Ensemble {
  const text = new TextDecoder().decode(bytes.subarray(0, MAGIC.length));
  if (text !== MAGIC) throw invalid("they are no trees of Fairline's");
  // Arrays begin at multiples of 8 from here, wherever the bytes were.
  const own = bytes.slice();
  const view = new DataView(own.buffer);
  const version = view.getUint32(8, true);
  if (version !== VERSION) {
    throw invalid(`they are of version ${String(version)}, which this one cannot read`);
  }
  const size = own.length - CHECKSUM_BYTES;
  const written = own.subarray(Math.max(0, size));
  if (size < PREFIX_BYTES || !checksum(own.subarray(0, size)).equals(written)) {
    throw invalid("their checksum is wrong: they were cut short or changed");
  }
  const ensemble = assemble(own, view.getUint32(12, true));
  const fault = faultOf(ensemble);
  if (fault !== undefined) throw invalid(fault);
  return ensemble;
}

/** The arrays of an ensemble, in the order in which {@link assemble} reads them. */
function arraysOf(
  ensemble: Ensemble,
): readonly (Float64Array | Uint32Array | Int32Array | Uint8Array)[] {
  const { base, treeStarts, feature, threshold, subset, missingLeft } = ensemble;
  const { left, right, value, gain, cover, rows, subsets } = ensemble;
  return [
    ...[base, treeStarts, feature, threshold, subset, missingLeft],
    ...[left, right, value, gain, cover, rows, subsets],
  ];
}

function assemble(bytes: Uint8Array<ArrayBuffer>, headerLength: number): Ensemble {
  const json = bytes.subarray(PREFIX_BYTES, PREFIX_BYTES + headerLength);
  // The checksum holds, so that this is a header as it was written.
  const header = JSON.parse(new TextDecoder().decode(json)) as Header;
  const next = arrayReader(bytes.buffer, PREFIX_BYTES + aligned(headerLength), header.lengths);
  return {
    objective: header.objective,
    features: header.features.map(featureOf),
    base: next(Float64Array),
    treeStarts: next(Uint32Array),
    feature: next(Int32Array),
    threshold: next(Float64Array),
    subset: next(Int32Array),
    missingLeft: next(Uint8Array),
    left: next(Uint32Array),
    right: next(Uint32Array),
    value: next(Float64Array),
    gain: next(Float64Array),
    cover: next(Float64Array),
    rows: next(Float64Array),
    subsets: next(Uint32Array),
  };
}

function featureOf(feature: HeaderFeature): Feature {
  return feature.kind === "numeric"
    ? feature
    : { ...feature, codes: Int32Array.from(feature.codes) };
}

/** A kind of typed array. */
interface ArrayType<T> {
  readonly BYTES_PER_ELEMENT: number;
  new (buffer: ArrayBuffer, offset: number, length: number): T;
}

/** Gives one array after the other. */
function arrayReader(
  buffer: ArrayBuffer,
  start: number,
  lengths: readonly number[],
): <T>(type: ArrayType<T>) => T {
  const left = lengths.values();
  let at = start;
  return (type) => {
    const length = left.next().value ?? 0;
    const array = new type(buffer, at, length);
    at += aligned(length * type.BYTES_PER_ELEMENT);
    return array;
  };
}

function prefix(headerLength: number): Uint8Array {
  const bytes = new Uint8Array(PREFIX_BYTES);
  bytes.set(new TextEncoder().encode(MAGIC));
  const view = new DataView(bytes.buffer);
  view.setUint32(8, VERSION, true);
  view.setUint32(12, headerLength, true);
  return bytes;
}

function bytesOf({ buffer, byteOffset, byteLength }: ArrayBufferView): Uint8Array {
  return new Uint8Array(buffer, byteOffset, byteLength);
}

function aligned(bytes: number): number {
  return Math.ceil(bytes / ALIGNMENT) * ALIGNMENT;
}

function checksum(bytes: Uint8Array): Buffer {
  return createHash("sha256").update(bytes).digest();
}

function invalid(why: string): FairlineError {
  return new FairlineError("ARTIFACT_INVALID", `the bytes of trees cannot be read: ${why}`);
}
