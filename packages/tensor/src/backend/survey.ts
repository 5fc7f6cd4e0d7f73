import type { BackendName } from "./backend.ts";
import { CANDIDATES, reason } from "./open.ts";

/** What `fairline doctor` says of one backend. */
export interface BackendReport {
  readonly name: BackendName;
  /** Version of what computes; null if it is not usable. */
  readonly version: string | null;
  /** What computes, in words; null if it is not usable. */
  readonly device: string | null;
  /** It starts and passes the numerical self-test. */
  readonly usable: boolean;
  /** Why it is not usable; null if it is. */
  readonly why: string | null;
  /** What to do about it; null if it is usable. */
  readonly enable: string | null;
}

/** Starts and tests every backend, one after another. Loads TensorFlow.js. */
export async function surveyBackends(): Promise<BackendReport[]> {
  const reports: BackendReport[] = [];
  for (const { name, enable, open } of CANDIDATES) {
    try {
      const { version, device } = await open({});
      reports.push({ name, version, device, usable: true, why: null, enable: null });
    } catch (error) {
      const why = reason(error);
      reports.push({ name, version: null, device: null, usable: false, why, enable });
    }
  }
  return reports;
}
