import { FairlineError } from "@fairline/core";
import type { ArtifactKind } from "@fairline/core";
import { planStatus } from "@fairline/runner/run";
import type { NamedOutput } from "./instance-names.ts";
import type { Session } from "./session.ts";

/** An output in the store. */
export interface StoredArtifact {
  readonly kind: ArtifactKind;
  /** SHA-256 of its content, or of its tree for a directory. */
  readonly digest: string;
  /** Absolute path to read it from. */
  readonly path: string;
}

/**
 * Finds an output of the pipeline as it is now in the store, and checks it.
 *
 * @throws FairlineError `OPTION_INVALID` where the store does not hold it; the hint is the command that brings it about.
 */
export async function locateArtifact(
  { name, plan, store, host }: Session,
  { instance, port }: NamedOutput,
): Promise<StoredArtifact> {
  const status = (await planStatus(plan, store, host)).find(({ id }) => id === instance.id);
  const lookup =
    status?.state === "reuse" && status.key !== undefined
      ? await store.lookup(status.key, { drop: false })
      : undefined;
  const output = lookup?.state === "hit" ? lookup.record.outputs[port] : undefined;
  if (output === undefined) {
    throw new FairlineError(
      "OPTION_INVALID",
      `${instance.id} has no result in the store for the pipeline as it is now: ${status?.reason ?? "it is unknown"}`,
      { hint: `Bring it about: fairline run ${name} ${instance.id}` },
    );
  }
  return { kind: output.kind, digest: output.digest, path: await store.open(output) };
}
