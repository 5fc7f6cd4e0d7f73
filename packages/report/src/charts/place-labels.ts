/** A rectangle in pixels, y downwards. */
export interface Box {
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
}

/** A label that belongs to a dot. */
export interface Anchored {
  readonly x: number;
  readonly y: number;
  readonly width: number;
}

/** Where a label goes: the middle left of its text; undefined if no free place was found. */
export interface Placed {
  readonly left: number;
  readonly middle: number;
}

const HEIGHT = 15;
const AWAY = 9;

/**
 * Places labels beside their dots so that they cover neither dots nor one another and stay inside the frame. Takes labels in order, and
 * for each the first free of eight places around its dot, then of eight farther ones; a label without a free place is left out.
 * Cost: quadratic in the number of labels.
 *
 * @param obstacles - What labels may not cover, besides the dots themselves.
 * @returns One per label, in order.
 */
export function placeLabels(
  labels: readonly Anchored[],
  frame: Box,
  obstacles: readonly Box[] = [],
): readonly (Placed | undefined)[] {
  const taken: Box[] = [
    ...obstacles,
    ...labels.map(({ x, y }) => ({ left: x - 6, top: y - 6, width: 12, height: 12 })),
  ];
  return labels.map((label) => {
    const free = candidates(label).find(
      (box) => isInside(box, frame) && !taken.some((other) => overlap(box, other)),
    );
    if (free === undefined) return undefined;
    taken.push(free);
    return { left: free.left, middle: free.top + free.height / 2 };
  });
}

/** Below right and above left come first: along a front that rises to the right they are off its line. */
function candidates({ x, y, width }: Anchored): readonly Box[] {
  const box = (left: number, middle: number): Box => ({
    left,
    top: middle - HEIGHT / 2,
    width,
    height: HEIGHT,
  });
  return [1, 2].flatMap((ring) => {
    const away = AWAY * ring;
    return [
      box(x + away * 0.7, y + away * 1.3),
      box(x - away * 0.7 - width, y - away * 1.3),
      box(x + away, y),
      box(x - away - width, y),
      box(x + away * 0.7, y - away * 1.3),
      box(x - away * 0.7 - width, y + away * 1.3),
      box(x - width / 2, y - away * 1.7),
      box(x - width / 2, y + away * 1.7),
    ];
  });
}

function isInside(box: Box, frame: Box): boolean {
  return (
    box.left >= frame.left &&
    box.top >= frame.top &&
    box.left + box.width <= frame.left + frame.width &&
    box.top + box.height <= frame.top + frame.height
  );
}

function overlap(a: Box, b: Box): boolean {
  return (
    a.left < b.left + b.width &&
    b.left < a.left + a.width &&
    a.top < b.top + b.height &&
    b.top < a.top + a.height
  );
}
