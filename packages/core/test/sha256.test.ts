import { sha256 } from "@fairline/core";
import { describe, expect, it } from "vitest";

describe("sha256", () => {
  it("gives the digest of FIPS 180-4's example", () => {
    expect(sha256("abc")).toBe("ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
  });
});
