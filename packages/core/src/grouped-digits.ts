/** A whole number with commas every three digits: `45,222`. Unlike `toLocaleString` it loads no locale data. */
export function groupedDigits(count: number): string {
  return String(count).replace(/\B(?=(\d{3})+$)/g, ",");
}
