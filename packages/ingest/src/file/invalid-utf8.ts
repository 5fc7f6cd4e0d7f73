import { isUtf8 } from "node:buffer";
import { createReadStream } from "node:fs";

const NEWLINE = 0x0a;

/** The first line of a file, from 1, whose bytes are not UTF-8; the last line if all are. */
export async function invalidUtf8Line(path: string): Promise<number> {
  let line = 1;
  let started: Uint8Array = new Uint8Array();
  for await (const chunk of createReadStream(path) as AsyncIterable<Buffer>) {
    let from = 0;
    for (let at = chunk.indexOf(NEWLINE); at >= 0; at = chunk.indexOf(NEWLINE, from)) {
      if (!isUtf8(Buffer.concat([started, chunk.subarray(from, at)]))) return line;
      started = new Uint8Array();
      from = at + 1;
      line++;
    }
    started = Buffer.concat([started, chunk.subarray(from)]);
  }
  return line;
}
