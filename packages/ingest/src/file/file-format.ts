/** Whether a path names a JSON file, of one object a line or of a list of objects, by its extension. */
export function isJsonFile(path: string): boolean {
  return /\.(json|jsonl|ndjson)$/i.test(path);
}

/** Whether a path names an Arrow IPC file, by its extension. */
export function isArrowFile(path: string): boolean {
  return /\.(arrow|feather|ipc)$/i.test(path);
}
