import { describe, expect, it } from "vitest";
import { crc32c, maskedCrc32c } from "../../src/tensorboard/crc32c.ts";
import { eventFile } from "../../src/tensorboard/event-file.ts";

const text = (value: string): Uint8Array => new TextEncoder().encode(value);

describe("crc32c", () => {
  it("gives the sums of the standard", () => {
    // RFC 3720, appendix B.4: 32 bytes of zeros, of ones, and rising ones; and the check value of the polynomial's catalogue.
    expect(crc32c(new Uint8Array(32))).toBe(0x8a9136aa);
    expect(crc32c(new Uint8Array(32).fill(0xff))).toBe(0x62a8ab43);
    expect(crc32c(Uint8Array.from({ length: 32 }, (_, i) => i))).toBe(0x46dd794e);
    expect(crc32c(text("123456789"))).toBe(0xe3069283);
  });

  it("is masked without leaving 32 bits", () => {
    // (0xe3069283 >>> 15 | 0xe3069283 << 17) + 0xa282ead8 = 0x2507c60d + 0xa282ead8.
    expect(maskedCrc32c(text("123456789"))).toBe(0xc78ab0e5);
  });
});

describe("eventFile", () => {
  it("has the bytes that TensorBoard's own writer gives", () => {
    // tensorboard 2.21.0, w = RecordWriter(BytesIO()):
    //   w.write(Event(file_version="brain.Event:2").SerializeToString())
    //   w.write(Event(step=0, summary=Summary(value=[V(tag="loss", simple_value=.5)])).SerializeToString())
    //   w.write(Event(wall_time=300, step=300, summary=Summary(value=[V(tag="loss", simple_value=.25),
    //     V(tag="accuracy", simple_value=0)])).SerializeToString())
    const expected =
      "0f000000000000006d532b091a0d627261696e2e4576656e743a32fc9851290f000000000000006d" +
      "532b092a0d0a0b0a046c6f7373150000003f5feda51e2c00000000000000f4aecc45090000000000" +
      "c0724010ac022a1e0a0b0a046c6f7373150000803e0a0f0a08616363757261637915000000003f39" +
      "af82";
    const bytes = eventFile([
      { step: 0, values: { loss: 0.5 } },
      { step: 300, values: { loss: 0.25, accuracy: 0 } },
    ]);
    expect(Buffer.from(bytes).toString("hex")).toBe(expected);
  });

  it("leaves out values that are no finite numbers", () => {
    const values = { loss: 0.5, gap: Number.NaN, metric: Infinity };
    expect(eventFile([{ step: 1, values }])).toEqual(
      eventFile([{ step: 1, values: { loss: 0.5 } }]),
    );
  });
});
