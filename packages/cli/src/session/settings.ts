import { availableParallelism } from "node:os";
import { join, resolve } from "node:path";
import type { Terminal } from "../terminal.ts";
import { backendNamed } from "./backend.ts";
import type { ChosenBackend } from "./backend.ts";
import type { StoreFlags, WorkFlags } from "./flags.ts";
import type { Profile } from "./profile.ts";
import { projectRoot } from "./project-root.ts";

/** Everything that is decided by options, a profile, the environment and defaults, in this order. */
export interface Settings extends ChosenBackend {
  /** Absolute path of the store. */
  readonly store: string;
  /** Absolute path of a folder with local copies of public data. */
  readonly mirror: string | undefined;
  readonly jobs: number;
  /** `k=v` overrides: the profile's, then the command line's. */
  readonly set: readonly string[];
  /** Absolute paths of parameter files. */
  readonly paramsFiles: readonly string[];
}

/** Gathers the settings of a command. @throws FairlineError `OPTION_INVALID` for a bad profile or backend */
export async function readSettings(flags: WorkFlags, terminal: Terminal): Promise<Settings> {
  const { cwd, env } = terminal;
  const profile = await profileOf(flags, cwd);
  const mirror = flags.mirror ?? profile.mirror ?? present(env["FAIRLINE_MIRROR"]);
  const backend = flags.backend ?? profile.backend ?? present(env["FAIRLINE_BACKEND"]) ?? "auto";
  return {
    store: storePath(flags, terminal, profile),
    mirror: mirror === undefined ? undefined : resolve(cwd, mirror),
    ...backendNamed(backend),
    jobs: flags.jobs ?? profile.jobs ?? availableParallelism(),
    set: [
      ...Object.entries(profile.params ?? {}).map(
        ([key, value]) => `${key}=${JSON.stringify(value)}`,
      ),
      ...(flags.set ?? []),
    ],
    paramsFiles: (flags.params ?? []).map((path) => resolve(cwd, path)),
  };
}

async function profileOf({ profile }: WorkFlags, cwd: string): Promise<Profile> {
  if (profile === undefined) return {};
  // Most commands have none, and need neither parser nor schemas.
  const { readProfile } = await import("./profile.ts");
  return await readProfile(resolve(cwd, profile));
}

/** The store: `--store`, the profile's, `FAIRLINE_HOME`, else `.fairline` in the folder's project root. */
export function storePath(
  flags: StoreFlags,
  { cwd, env }: Terminal,
  profile: Profile = {},
): string {
  const named = flags.store ?? profile.store ?? present(env["FAIRLINE_HOME"]);
  return named === undefined ? join(projectRoot(cwd), ".fairline") : resolve(cwd, named);
}

/** Where downloads are kept, by checksum: inside the store, apart from its results. */
export function dataFolder(store: string): string {
  return join(store, "downloads");
}

function present(value: string | undefined): string | undefined {
  return value === "" ? undefined : value;
}
