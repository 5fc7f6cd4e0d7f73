import type { ArtifactKind, Codec } from "@fairline/core";
import type { CheckJob } from "./executor.ts";
import { codecOf } from "./perform.ts";

/** Looks at an artifact in this process. @throws FairlineError what its codec throws */
export async function performCheck(
  { output: { kind, path } }: CheckJob,
  codecs: ReadonlyMap<ArtifactKind, Codec>,
): Promise<void> {
  const codec = codecOf(kind, codecs);
  if (codec.check === undefined) await codec.read(path);
  else await codec.check(path);
}
