/** ln gamma(x) less Stirling's (x - 1/2) ln x - x + ln(2 pi) / 2, for x of at least 10. */
export function stirlingSeries(x: number): number {
  const square = x * x;
  return (
    (1 / 12 -
      (1 / 360 -
        (1 / 1260 -
          (1 / 1680 -
            (1 / 1188 - (691 / 360360 - (1 / 156 - 3617 / 122400 / square) / square) / square) /
              square) /
            square) /
          square) /
        square) /
    x
  );
}
