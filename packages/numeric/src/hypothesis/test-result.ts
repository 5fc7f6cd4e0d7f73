/** What a test of "no gap" found. */
export interface TestResult {
  /** How far the data are from no gap, on the scale of the test; NaN where it cannot be made. */
  readonly statistic: number;
  /** The chance of a statistic as large if there is no gap. */
  readonly pValue: number;
}

/** The result of a test that cannot be made. */
export const NO_TEST: TestResult = { statistic: Number.NaN, pValue: Number.NaN };
