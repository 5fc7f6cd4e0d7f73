import { createHash } from "node:crypto";
import { mkdirSync, readFileSync, readdirSync, writeFileSync } from "node:fs";
import { createServer } from "node:http";
import type { RequestListener, Server } from "node:http";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { scratchDirectory } from "@fairline/testing";
import { afterEach, describe, expect, it } from "vitest";
import { fetchFile } from "../../src/index.ts";
import type { Download } from "../../src/index.ts";
import { failure } from "../ingest.ts";

const CONTENT = "a,b\n1,2\n";

function digestOf(text: string): string {
  return createHash("sha256").update(text).digest("hex");
}

const servers: Server[] = [];

/** A server on this machine alone, and what it was asked. */
async function serve(answer: RequestListener): Promise<{ url: string; asked: string[] }> {
  const asked: string[] = [];
  const server = createServer((request, response) => {
    asked.push(request.url ?? "");
    answer(request, response);
  });
  servers.push(server);
  await new Promise<void>((listening) => server.listen(0, "127.0.0.1", listening));
  const { port } = server.address() as AddressInfo;
  return { url: `http://127.0.0.1:${String(port)}/data.csv`, asked };
}

afterEach(() => {
  for (const server of servers.splice(0)) {
    server.close();
    server.closeAllConnections();
  }
});

function input(url: string, sha256: readonly string[] = [digestOf(CONTENT)]): Download {
  return { type: "download", name: "file-0", url, sha256, mirror: "set/data.csv" };
}

function mirrorWith(text: string): string {
  const mirror = scratchDirectory();
  mkdirSync(join(mirror, "set"));
  writeFileSync(join(mirror, "set", "data.csv"), text);
  return mirror;
}

const NOWHERE = "http://127.0.0.1:9/data.csv";

describe("fetchFile", () => {
  it("downloads into the cache, under the checksum, and tells how far it is", async () => {
    const { url } = await serve((_, response) => {
      response.setHeader("content-length", Buffer.byteLength(CONTENT)).end(CONTENT);
    });
    const cacheDir = join(scratchDirectory(), "new");
    const seen: (number | undefined)[][] = [];
    const path = await fetchFile(input(url), {
      cacheDir,
      onProgress: (done, total) => seen.push([done, total]),
    });
    expect(path).toBe(join(cacheDir, digestOf(CONTENT)));
    expect(readFileSync(path, "utf8")).toBe(CONTENT);
    expect(seen.at(-1)).toEqual([8, 8]);
    expect(readdirSync(cacheDir)).toEqual([digestOf(CONTENT)]);
  });

  it("takes the cache before the mirror, and the mirror before the web", async () => {
    const { url, asked } = await serve((_, response) => response.end(CONTENT));
    const cacheDir = scratchDirectory();
    const mirror = mirrorWith(CONTENT);
    expect(await fetchFile(input(url), { cacheDir, mirror })).toBe(join(mirror, "set/data.csv"));
    expect(readdirSync(cacheDir)).toEqual([]);
    await fetchFile(input(url), { cacheDir });
    expect(asked).toHaveLength(1);
    expect(await fetchFile(input(url), { cacheDir, mirror })).toBe(
      join(cacheDir, digestOf(CONTENT)),
    );
    expect(asked).toHaveLength(1);
  });

  it("takes any of the accepted checksums", async () => {
    const mirror = mirrorWith("redacted");
    const accepted = [digestOf(CONTENT), digestOf("redacted")];
    const cacheDir = scratchDirectory();
    expect(await fetchFile(input(NOWHERE, accepted), { cacheDir, mirror })).toBe(
      join(mirror, "set/data.csv"),
    );
  });

  it("downloads what the mirror does not have", async () => {
    const { url } = await serve((_, response) => response.end(CONTENT));
    const cacheDir = scratchDirectory();
    const path = await fetchFile(input(url), { cacheDir, mirror: scratchDirectory() });
    expect(path).toBe(join(cacheDir, digestOf(CONTENT)));
  });

  it("does not believe a damaged file in the cache", async () => {
    const { url } = await serve((_, response) => response.end(CONTENT));
    const cacheDir = scratchDirectory();
    writeFileSync(join(cacheDir, digestOf(CONTENT)), "damaged");
    expect(readFileSync(await fetchFile(input(url), { cacheDir }), "utf8")).toBe(CONTENT);
  });

  it("refuses a wrong file in the mirror", async () => {
    const mirror = mirrorWith("other");
    const text = await failure(fetchFile(input(NOWHERE), { cacheDir: scratchDirectory(), mirror }));
    expect(text.replace(mirror, "<mirror>")).toMatchInlineSnapshot(`
      "CHECKSUM_MISMATCH: <mirror>/set/data.csv has the sha256 d9298a10d1b0735837dc4bd85dac641b0f3cef27a47e5d53a54f2f3f5b2fcffa, but 492d5ea496056f1a6a6592241032fab764c321596317930b4fa0e1e8bc3b7470 is expected
      Replace the file in the mirror, or take it away to download the original."
    `);
  });

  it("refuses a wrong download, and leaves nothing of it", async () => {
    const { url } = await serve((_, response) => response.end("other"));
    const cacheDir = scratchDirectory();
    const text = await failure(fetchFile(input(url, [digestOf("x"), digestOf("y")]), { cacheDir }));
    expect(text.replace(url, "<url>")).toMatchInlineSnapshot(`
      "CHECKSUM_MISMATCH: <url> has the sha256 d9298a10d1b0735837dc4bd85dac641b0f3cef27a47e5d53a54f2f3f5b2fcffa, but 2d711642b726b04401627ca9fbac32f5c8530fb1903cc4db02258717921a4881 or a1fce4363854ff888cff4b8e7875d600c2682390412a8cf79b37d0b11148b0fa is expected
      The file has changed at its source, or was damaged on its way. Try again; if it stays, look for the new version's notes before you add its checksum to the recipe."
    `);
    expect(readdirSync(cacheDir)).toEqual([]);
  });

  it("says what the server answered", async () => {
    const { url } = await serve((_, response) => response.writeHead(404).end("no"));
    const text = await failure(fetchFile(input(url), { cacheDir: scratchDirectory() }));
    expect(text.replace(url, "<url>")).toMatchInlineSnapshot(`
      "DOWNLOAD_FAILED: cannot download <url>: the server answered 404
      Check the network, or put the file at <folder>/set/data.csv and run again with --mirror <folder>."
    `);
  });

  it("says that nobody answered, and where the mirror was looked at", async () => {
    const closed = await serve((_, response) => response.end());
    servers.pop()?.close();
    const mirror = scratchDirectory();
    const text = await failure(
      fetchFile(input(closed.url), { cacheDir: scratchDirectory(), mirror }),
    );
    const { host } = new URL(closed.url);
    expect(text.replace(mirror, "<mirror>").replaceAll(host, "<host>")).toMatchInlineSnapshot(`
      "DOWNLOAD_FAILED: cannot download http://<host>/data.csv (nor is there <mirror>/set/data.csv): connect ECONNREFUSED <host>
      Check the network, or put the file at <folder>/set/data.csv and run again with --mirror <folder>."
    `);
  });

  it("leaves nothing of a download that breaks off", async () => {
    const { url } = await serve((_, response) => {
      response.setHeader("content-length", "100");
      response.write("a,b\n", () => response.destroy());
    });
    const cacheDir = scratchDirectory();
    expect(await failure(fetchFile(input(url), { cacheDir }))).toMatch(
      /^DOWNLOAD_FAILED: cannot download/,
    );
    expect(readdirSync(cacheDir)).toEqual([]);
  });

  it("stops with the signal's reason, and leaves nothing", async () => {
    const cancelled = new AbortController();
    const { url } = await serve((_, response) => {
      response.setHeader("content-length", "100");
      response.write("a,b\n");
    });
    const cacheDir = scratchDirectory();
    const reason = new Error("cancelled by the user");
    const fetched = fetchFile(input(url), {
      cacheDir,
      signal: cancelled.signal,
      onProgress: () => {
        cancelled.abort(reason);
      },
    });
    await expect(fetched).rejects.toBe(reason);
    expect(readdirSync(cacheDir)).toEqual([]);
    await expect(fetchFile(input(url), { cacheDir, signal: cancelled.signal })).rejects.toBe(
      reason,
    );
  });
});
