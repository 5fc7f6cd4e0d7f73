import { backend_util } from "../../../tfjs.ts";
import type { Value } from "../../graph.ts";

/** The shape that tensors broadcast to. @throws Error where they do not */
export function broadcast(values: readonly Value[]): number[] {
  return values.reduce<number[]>(
    (shape, value) => backend_util.assertAndGetBroadcastShape(shape, [...value.shape]),
    [],
  );
}
