/** Whether a path names an Arrow IPC file, by its extension. */
export function isArrowFile(path: string): boolean {
  return /\.(arrow|feather|ipc)$/i.test(path);
}
