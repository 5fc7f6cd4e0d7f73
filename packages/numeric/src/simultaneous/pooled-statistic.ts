/**
 * How many standard errors the shares `p` of m rows and `q` of n are apart if they are one, with the variance of both
 * together; at least 0.
 */
export function pooledStatistic(p: number, m: number, q: number, n: number): number {
  if (p === q) return 0;
  const share = (m * p + n * q) / (m + n);
  const variance = share * (1 - share) * (1 / m + 1 / n) * ((m + n) / (m + n - 1));
  return Math.abs(p - q) / Math.sqrt(variance);
}
