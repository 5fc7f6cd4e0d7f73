import { createHash, randomUUID } from "node:crypto";
import { createReadStream, createWriteStream } from "node:fs";
import { access, mkdir, rename, rm } from "node:fs/promises";
import { join } from "node:path";
import { Readable, Transform } from "node:stream";
import { pipeline } from "node:stream/promises";
import type { ReadableStream } from "node:stream/web";
import { FairlineError } from "@fairline/core";
import type { ExternalInput } from "@fairline/core";

/** A file that is known by its checksum. */
export type Download = Extract<ExternalInput, { type: "download" }>;

/** Where {@link fetchFile} looks, and how it is watched. */
export interface FetchOptions {
  /** Holds downloaded files under their sha256. Made where it is missing. */
  readonly cacheDir: string;
  /** A folder with local copies, looked at before the web. */
  readonly mirror?: string | undefined;
  readonly signal?: AbortSignal | undefined;
  /** Bytes so far, and in all where the server says. */
  readonly onProgress?: ((done: number, total: number | undefined) => void) | undefined;
}

/**
 * Finds a file by its checksum: in the cache, else under the mirror, else on the web.
 *
 * Whatever is found is hashed before it is believed. A damaged file in the cache is removed and fetched again; a wrong
 * one under the mirror is an error. A download is written beside the cache's files and moved in whole.
 *
 * @returns An absolute path: inside the cache, or below the mirror, where nothing is copied or changed.
 * @throws FairlineError `CHECKSUM_MISMATCH` or `DOWNLOAD_FAILED`; the signal's reason where it is aborted.
 */
export async function fetchFile(input: Download, options: FetchOptions): Promise<string> {
  options.signal?.throwIfAborted();
  const { cacheDir, mirror } = options;
  for (const digest of input.sha256) {
    const cached = join(cacheDir, digest);
    if (!(await exists(cached))) continue;
    if ((await digestOf(cached, options.signal)) === digest) return cached;
    await rm(cached, { force: true });
  }
  if (mirror !== undefined) {
    const local = join(mirror, input.mirror);
    if (await exists(local)) {
      const digest = await digestOf(local, options.signal);
      if (input.sha256.includes(digest)) return local;
      throw mismatch(
        local,
        input,
        digest,
        "Replace the file in the mirror, or take it away to download the original.",
      );
    }
  }
  return download(input, options);
}

async function download(input: Download, options: FetchOptions): Promise<string> {
  const { cacheDir, signal, onProgress } = options;
  await mkdir(cacheDir, { recursive: true });
  const partial = join(cacheDir, `${randomUUID()}.part`);
  const hash = createHash("sha256");
  try {
    const { body, total } = await request(input, options);
    let done = 0;
    const watched = new Transform({
      transform(chunk: Buffer, _encoding, next) {
        hash.update(chunk);
        done += chunk.length;
        onProgress?.(done, total);
        next(null, chunk);
      },
    });
    await pipeline(body, watched, createWriteStream(partial, { flags: "wx" }), {
      ...(signal === undefined ? {} : { signal }),
    }).catch((cause: unknown) => {
      throw failure(input, options, cause);
    });
    const digest = hash.digest("hex");
    if (!input.sha256.includes(digest)) {
      throw mismatch(
        input.url,
        input,
        digest,
        "The file has changed at its source, or was damaged on its way. Try again; if it stays, look for the new version's notes before you add its checksum to the recipe.",
      );
    }
    const path = join(cacheDir, digest);
    await rename(partial, path);
    return path;
  } finally {
    await rm(partial, { force: true });
  }
}

async function request(
  input: Download,
  options: FetchOptions,
): Promise<{ body: Readable; total: number | undefined }> {
  const response = await fetch(input.url, {
    ...(options.signal === undefined ? {} : { signal: options.signal }),
  }).catch((cause: unknown) => {
    throw failure(input, options, cause);
  });
  if (!response.ok || response.body === null) {
    throw failure(input, options, `the server answered ${String(response.status)}`);
  }
  const length = Number(response.headers.get("content-length") ?? "");
  return {
    // The same class under two declarations: the web's and Node's.
    body: Readable.fromWeb(response.body as ReadableStream<Uint8Array>),
    total: length > 0 ? length : undefined,
  };
}

/** The signal's own reason where it was aborted, else what went wrong on the way. */
function failure(input: Download, options: FetchOptions, cause: unknown): unknown {
  if (options.signal?.aborted === true) return options.signal.reason;
  const where =
    options.mirror === undefined ? "" : ` (nor is there ${join(options.mirror, input.mirror)})`;
  return new FairlineError(
    "DOWNLOAD_FAILED",
    `cannot download ${input.url}${where}: ${reasonOf(cause)}`,
    {
      cause,
      hint: `Check the network, or put the file at <folder>/${input.mirror} and run again with --mirror <folder>.`,
    },
  );
}

/** The innermost message: `fetch` wraps what went wrong in "fetch failed". */
function reasonOf(cause: unknown): string {
  if (!(cause instanceof Error)) return String(cause);
  if (cause.cause instanceof Error) return reasonOf(cause.cause);
  return cause.message === "" && "code" in cause ? String(cause.code) : cause.message;
}

function mismatch(place: string, input: Download, found: string, hint: string): FairlineError {
  const expected = input.sha256.join(" or ");
  return new FairlineError(
    "CHECKSUM_MISMATCH",
    `${place} has the sha256 ${found}, but ${expected} is expected`,
    { hint },
  );
}

async function digestOf(path: string, signal: AbortSignal | undefined): Promise<string> {
  const hash = createHash("sha256");
  await pipeline(createReadStream(path), hash, { ...(signal === undefined ? {} : { signal }) });
  return hash.digest("hex");
}

async function exists(path: string): Promise<boolean> {
  return access(path).then(
    () => true,
    () => false,
  );
}
