import { nameHint } from "@fairline/core";
import { z } from "zod";

/**
 * A schema of an object without other keys, whose refusal of a key names the nearest one that it knows.
 *
 * @param noun - What messages call a key, in the singular: "role".
 */
export function strictObject<S extends z.ZodRawShape>(
  shape: S,
  noun = "key",
): z.ZodObject<S, z.core.$strict> {
  return z.strictObject(shape, {
    error: (issue) => {
      if (issue.code !== "unrecognized_keys") return undefined;
      return issue.keys
        .map((key) => `unknown ${noun} "${key}". ${nameHint(key, Object.keys(shape), `${noun}s`)}`)
        .join(" ");
    },
  });
}
