/** Points with numeric coordinates, and codes that are equal or not. */
export interface Points {
  /** Row-major, n x dimensions; finite. */
  readonly coordinates: Float64Array;
  readonly dimensions: number;
  /** Row-major, n x codesPerPoint; none if left out. */
  readonly codes?: Int32Array;
  readonly codesPerPoint?: number;
  /** Squared distance of two different codes; 1 if left out. */
  readonly mismatch?: number;
}

/** Where a point of the index, or another one, lies. */
export interface Location {
  readonly coordinates: ArrayLike<number>;
  readonly codes?: ArrayLike<number>;
}

/** The nearest points, nearest first; of points equally far the one with the lower number. */
export interface Nearest {
  /** Numbers of the points. */
  readonly points: Uint32Array;
  /** Squared distances. */
  readonly distances: Float64Array;
}

/** Finds the nearest of many points. */
export interface NeighbourIndex {
  /** Number of points. */
  readonly size: number;
  /**
   * The k points nearest to one of them, itself left out; fewer where there are not so many.
   *
   * @param point - Number of the point.
   */
  ofPoint(point: number, k: number): Nearest;
  /** The k points nearest to a location. */
  ofLocation(location: Location, k: number): Nearest;
}

/** A part of the tree with no more points than this is searched point by point. */
const LEAF = 12;

/**
 * Puts points in a k-d tree: exact Euclidean neighbours, codes that differ counting as `mismatch`.
 *
 * The tree divides by coordinates only, at the median of the widest, so that codes cost a comparison and make no dimensions. Building takes the
 * order of n log n; a search the order of log n with few dimensions, and of n with many (some twenty), or with codes alone.
 *
 * @see Arya and Mount, "Algorithms for fast vector quantization", DCC 1993, for the bounds of the search
 * @see Bentley, "Multidimensional binary search trees used for associative searching", Commun. ACM 18 (1975), doi:10.1145/361002.361007
 */
export function neighbourIndex(points: Points): NeighbourIndex {
  const { coordinates, dimensions, codes = new Int32Array(0), codesPerPoint = 0 } = points;
  const size = dimensions > 0 ? coordinates.length / dimensions : codes.length / codesPerPoint;
  const order = Uint32Array.from({ length: size }, (_, point) => point);
  // By the middle of a part, the coordinate that divides it.
  const splits = new Uint16Array(size);
  if (dimensions > 0) build(points, order, splits);
  const search = (location: Location, k: number, except: number): Nearest => {
    const found = nearestList(Math.min(k, size));
    const away = new Float64Array(dimensions);
    visit({ points, order, splits, location, except, found, away }, { start: 0, end: size }, 0);
    return found.result();
  };
  return {
    size,
    ofPoint: (point, k) =>
      search(
        {
          coordinates: coordinates.subarray(point * dimensions, (point + 1) * dimensions),
          codes: codes.subarray(point * codesPerPoint, (point + 1) * codesPerPoint),
        },
        k,
        point,
      ),
    ofLocation: (location, k) => search(location, k, -1),
  };
}

function build({ coordinates, dimensions }: Points, order: Uint32Array, splits: Uint16Array): void {
  const parts: [number, number][] = [[0, order.length]];
  for (let part = parts.pop(); part !== undefined; part = parts.pop()) {
    const [start, end] = part;
    if (end - start <= LEAF) continue;
    const middle = (start + end) >>> 1;
    const axis = widestAxis(coordinates, dimensions, order.subarray(start, end));
    splits[middle] = axis;
    selectMiddle(order, { start, end, middle }, (point) => coordinates[point * dimensions + axis]!);
    parts.push([start, middle], [middle + 1, end]);
  }
}

function widestAxis(coordinates: Float64Array, dimensions: number, order: Uint32Array): number {
  let [widest, width] = [0, -1];
  for (let axis = 0; axis < dimensions; axis++) {
    let [low, high] = [Infinity, -Infinity];
    for (const point of order) {
      const value = coordinates[point * dimensions + axis]!;
      if (value < low) low = value;
      if (value > high) high = value;
    }
    if (high - low > width) [widest, width] = [axis, high - low];
  }
  return widest;
}

/** Hoare's selection: what stands at `middle` is then where sorting would put it, smaller values before it. */
function selectMiddle(
  order: Uint32Array,
  { start, end, middle }: { readonly start: number; readonly end: number; readonly middle: number },
  valueOf: (point: number) => number,
): void {
  let [left, right] = [start, end - 1];
  while (left < right) {
    const pivot = valueOf(order[(left + right) >>> 1]!);
    let [i, j] = [left, right];
    while (i <= j) {
      while (valueOf(order[i]!) < pivot) i += 1;
      while (valueOf(order[j]!) > pivot) j -= 1;
      if (i > j) break;
      const kept = order[i]!;
      order[i++] = order[j]!;
      order[j--] = kept;
    }
    if (middle <= j) right = j;
    else if (middle >= i) left = i;
    else return;
  }
}

interface Search {
  readonly points: Points;
  readonly order: Uint32Array;
  readonly splits: Uint16Array;
  readonly location: Location;
  readonly except: number;
  readonly found: NearestList;
  /** By axis, how far the location is from the part that is visited. */
  readonly away: Float64Array;
}

/** @param bound - Squared distance from the location to the part, at least. */
function visit(
  search: Search,
  { start, end }: { readonly start: number; readonly end: number },
  bound: number,
): void {
  const { points, order, splits, location, found, away } = search;
  if (end - start <= LEAF || points.dimensions === 0) {
    for (let at = start; at < end; at++) consider(search, order[at]!);
    return;
  }
  const middle = (start + end) >>> 1;
  const point = order[middle]!;
  const axis = splits[middle]!;
  const difference =
    location.coordinates[axis]! - points.coordinates[point * points.dimensions + axis]!;
  consider(search, point);
  const below = { start, end: middle };
  const above = { start: middle + 1, end };
  visit(search, difference < 0 ? below : above, bound);
  const before = away[axis]!;
  const further = bound - before * before + difference * difference;
  // Rounding must not leave out a point that is as near as the furthest found.
  if (further * (1 - 1e-12) > found.worst()) return;
  away[axis] = difference;
  visit(search, difference < 0 ? above : below, further);
  away[axis] = before;
}

function consider({ points, location, except, found }: Search, point: number): void {
  if (point === except) return;
  const { coordinates, dimensions, codes, codesPerPoint = 0, mismatch = 1 } = points;
  const worst = found.worst();
  let distance = 0;
  for (let axis = 0, at = point * dimensions; axis < dimensions; axis++, at++) {
    const difference = coordinates[at]! - location.coordinates[axis]!;
    distance += difference * difference;
    if (distance > worst) return;
  }
  if (codes !== undefined && location.codes !== undefined) {
    for (let c = 0, at = point * codesPerPoint; c < codesPerPoint; c++, at++) {
      if (codes[at] !== location.codes[c]) distance += mismatch;
    }
  }
  found.add(point, distance);
}

interface NearestList {
  /** Squared distance beyond which a point is not among the nearest so far. */
  worst(): number;
  add(point: number, distance: number): void;
  result(): Nearest;
}

function nearestList(k: number): NearestList {
  const points = new Uint32Array(k);
  const distances = new Float64Array(k);
  const held = { count: 0 };
  const isBefore = (point: number, distance: number, at: number): boolean =>
    distance < distances[at]! || (distance === distances[at]! && point < points[at]!);
  return {
    worst: () => (held.count < k ? Infinity : k === 0 ? -1 : distances[k - 1]!),
    add(point, distance) {
      if (held.count === k && (k === 0 || !isBefore(point, distance, k - 1))) return;
      let at = held.count < k ? held.count++ : k - 1;
      for (; at > 0 && isBefore(point, distance, at - 1); at--) {
        points[at] = points[at - 1]!;
        distances[at] = distances[at - 1]!;
      }
      points[at] = point;
      distances[at] = distance;
    },
    result: () => ({
      points: points.subarray(0, held.count),
      distances: distances.subarray(0, held.count),
    }),
  };
}
