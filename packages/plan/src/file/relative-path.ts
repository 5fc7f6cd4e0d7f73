import { isAbsolute, win32 } from "node:path";

/** Why a path does not stay inside the folder that it is relative to; undefined where it does. */
export function escapeReason(path: string): string | undefined {
  if (isAbsolute(path) || win32.isAbsolute(path) || /^[A-Za-z]:[\\/]/u.test(path))
    return "it is absolute";
  const segments = path.split(/[/\\]/u);
  if (segments.includes("..")) return 'it has ".." in it';
  if (segments.every((segment) => segment === "" || segment === "."))
    return "it names the folder itself";
  if (/\p{Cc}/u.test(path)) return "it holds a control character";
  return undefined;
}

/** Why a path is not for results: it lies in a folder of git's or of ours. */
export function ownedReason(path: string): string | undefined {
  const owned = path.split(/[/\\]/u).find((segment) => /^\.(?:git|fairline)$/iu.test(segment));
  return owned === undefined ? undefined : `"${owned}" belongs to a tool`;
}
