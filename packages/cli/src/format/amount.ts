import { groupedDigits } from "@fairline/core";

/** A duration for people: `850 ms`, `4.2 s`, `1 min 05 s`, `2 h 03 min`. */
export function durationText(ms: number): string {
  if (ms < 1000) return `${String(Math.round(ms))} ms`;
  if (ms < 59_950) return `${(ms / 1000).toFixed(1)} s`;
  const seconds = Math.round(ms / 1000);
  const minutes = Math.floor(seconds / 60);
  if (minutes < 60) return `${String(minutes)} min ${pad(seconds % 60)} s`;
  return `${String(Math.floor(minutes / 60))} h ${pad(minutes % 60)} min`;
}

/** A number of bytes for people, in powers of 1024: `312 B`, `4.0 KiB`, `1.3 GiB`. */
export function bytesText(bytes: number): string {
  const units = ["B", "KiB", "MiB", "GiB", "TiB"];
  const power = Math.min(units.length - 1, Math.floor(Math.log2(Math.max(bytes, 1)) / 10));
  const value = bytes / 1024 ** power;
  return `${power === 0 ? String(bytes) : value.toFixed(1)} ${units[power]!}`;
}

/** A count with its noun: `1 row`, `2 rows`; the plural is the noun with an s unless it is given. */
export function countText(count: number, singular: string, plural?: string): string {
  const noun = count === 1 ? singular : (plural ?? `${singular}s`);
  return `${groupedDigits(count)} ${noun}`;
}

/** A figure with four decimals at most, and `undefined` for NaN. */
export function figureText(value: number): string {
  if (Number.isNaN(value)) return "undefined";
  return Number.isInteger(value) ? String(value) : value.toFixed(4);
}

function pad(value: number): string {
  return String(value).padStart(2, "0");
}
