import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { open } from "node:fs/promises";
import type { FileHandle } from "node:fs/promises";
import { sha256 } from "@fairline/core";

/** Files up to this many bytes are hashed in one go: the event loop stands still for well under a millisecond. */
const smallBytes = 256 * 1024;
const chunkBytes = 1024 * 1024;

/**
 * SHA-256 of a file's content, read at the speed of the digest. A large file is taken a megabyte at a time,
 * reading ahead, so that the event loop keeps turning.
 *
 * @param size - The file's size in bytes as `stat` told it; it only chooses the way of reading.
 */
export async function hashFile(path: string, size: number): Promise<string> {
  if (size <= smallBytes) return sha256(readFileSync(path));
  const file = await open(path, "r");
  try {
    return await hashChunks(file);
  } finally {
    await file.close();
  }
}

async function hashChunks(file: FileHandle): Promise<string> {
  const digest = createHash("sha256");
  let current = Buffer.allocUnsafe(chunkBytes);
  let ahead = Buffer.allocUnsafe(chunkBytes);
  let { bytesRead } = await file.read(current, 0, chunkBytes, null);
  while (bytesRead > 0) {
    const next = file.read(ahead, 0, chunkBytes, null);
    digest.update(current.subarray(0, bytesRead));
    ({ bytesRead } = await next);
    [current, ahead] = [ahead, current];
  }
  return digest.digest("hex");
}
