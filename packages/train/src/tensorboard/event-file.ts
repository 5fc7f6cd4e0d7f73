import { maskedCrc32c } from "./crc32c.ts";

/** Figures of one moment, by the tags under which TensorBoard draws them. */
export interface ScalarEvent {
  readonly step: number;
  readonly values: Readonly<Record<string, number>>;
}

/** What TensorBoard looks for in a file's first event. */
const VERSION = "brain.Event:2";

/** Wire types of protocol buffers. */
const [VARINT, DOUBLE, BYTES, FLOAT] = [0, 1, 2, 5];

/**
 * Figures as an event file of TensorBoard: TFRecords of `Event` messages with simple values.
 *
 * An event's wall time is its step in seconds, so that the same training gives the same bytes. Values that are no finite numbers are left out.
 *
 * @see tensorflow/core/util/event.proto, tensorflow/core/framework/summary.proto and tensorflow/core/lib/io/record_writer.h
 */
export function eventFile(events: readonly ScalarEvent[]): Uint8Array {
  const first = bytes(3, new TextEncoder().encode(VERSION));
  return join([record(first), ...events.map((event) => record(eventMessage(event)))]);
}

function eventMessage({ step, values }: ScalarEvent): Uint8Array {
  const summary = Object.entries(values)
    .filter(([, value]) => Number.isFinite(value))
    .map(([tag, value]) =>
      bytes(1, join([bytes(1, new TextEncoder().encode(tag)), float(2, value)])),
    );
  return join([double(1, step), varint(2, step), bytes(5, join(summary))]);
}

/** A message with its length, and a checksum of either. */
function record(message: Uint8Array): Uint8Array {
  const length = view(8, (to) => {
    to.setBigUint64(0, BigInt(message.length), true);
  });
  return join([length, checksum(length), message, checksum(message)]);
}

function checksum(of: Uint8Array): Uint8Array {
  return view(4, (to) => {
    to.setUint32(0, maskedCrc32c(of), true);
  });
}

/** A field of a message; nothing for 0, which is what a field is that is not there. */
function double(field: number, value: number): Uint8Array {
  if (value === 0) return new Uint8Array();
  const written = view(8, (to) => {
    to.setFloat64(0, value, true);
  });
  return join([key(field, DOUBLE), written]);
}

function float(field: number, value: number): Uint8Array {
  const written = view(4, (to) => {
    to.setFloat32(0, value, true);
  });
  return join([key(field, FLOAT), written]);
}

function varint(field: number, value: number): Uint8Array {
  if (value === 0) return new Uint8Array();
  return join([key(field, VARINT), number(value)]);
}

function bytes(field: number, value: Uint8Array): Uint8Array {
  return join([key(field, BYTES), number(value.length), value]);
}

function key(field: number, wire: number): Uint8Array {
  return Uint8Array.of(8 * field + wire);
}

/** A whole number from 0 in groups of seven bits, lowest first; the high bit says that more follow. */
function number(value: number): Uint8Array {
  const groups: number[] = [];
  let rest = value;
  for (; rest >= 128; rest = Math.floor(rest / 128)) groups.push((rest % 128) + 128);
  return Uint8Array.of(...groups, rest);
}

function view(length: number, write: (to: DataView) => void): Uint8Array {
  const written = new Uint8Array(length);
  write(new DataView(written.buffer));
  return written;
}

function join(parts: readonly Uint8Array[]): Uint8Array {
  const whole = new Uint8Array(parts.reduce((total, { length }) => total + length, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}
