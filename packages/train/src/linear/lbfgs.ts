import type { Minimum, MinimizeOptions } from "./minimum.ts";
import { dot, largest } from "./minimum.ts";
import { evaluateProblem, parameterCount } from "./problem.ts";
import type { Evaluated, LinearProblem } from "./problem.ts";

/** Pairs of steps and changes of slopes that are remembered. */
const MEMORY = 20;
/** Share of the promised fall that a step must give. */
const SUFFICIENT = 1e-4;
/** Share of the slope at which a step may end: a steeper fall calls for a longer step. */
const CURVATURE = 0.9;
/** Lengths that are tried for one step. */
const TRIALS = 40;
/** Steps over which an objective with corners, or in 32 bits, must have fallen by {@link FLAT} of itself to go on. */
const WINDOW = 10;
const FLAT = 1e-7;

/** A step and how the gradient changed over it. */
interface Pair {
  readonly step: Float64Array;
  readonly change: Float64Array;
  /** Their product, above 0. */
  readonly product: number;
}

/**
 * Minimises a problem from zero by the limited-memory BFGS method.
 *
 * The length of a step is found by bisection for the weak Wolfe conditions, which works at corners too, such as the absolute differences in fairness
 * penalties have. Without a further loss it has converged where no slope is above the tolerance; with one, of 32 bits and with corners,
 * where the objective fell by less than 1e-7 of itself over ten steps, or no length lowers it.
 *
 * @see Liu and Nocedal (1989); Lewis and Overton (2013), section 4
 */
export async function lbfgs(problem: LinearProblem, options: MinimizeOptions): Promise<Minimum> {
  const isSmooth = problem.outputsLoss === undefined;
  let parameters = new Float64Array(parameterCount(problem));
  let at = await evaluateProblem(problem, parameters);
  await options.onStep(0, at, parameters);
  const pairs: Pair[] = [];
  const values = [at.value];
  const steps = (): number => values.length - 1;
  while (steps() < options.steps) {
    options.signal.throwIfAborted();
    const ended = { parameters, at, converged: true, steps: steps() };
    if (largest(at.gradient) <= options.tolerance) return ended;
    const next = await lineSearch(problem, { parameters, at, direction: direction(at, pairs) });
    if (next === undefined) {
      if (pairs.length === 0) return ended;
      // The remembered pairs may mislead, at a corner above all: once more straight down.
      pairs.length = 0;
      continue;
    }
    remember(
      pairs,
      difference(next.parameters, parameters),
      difference(next.at.gradient, at.gradient),
    );
    ({ parameters, at } = next);
    values.push(at.value);
    await options.onStep(steps(), at, parameters);
    const before = values.at(-1 - WINDOW);
    const isFlat = before !== undefined && before - at.value <= FLAT * Math.abs(at.value);
    if (!isSmooth && isFlat) return { parameters, at, converged: true, steps: steps() };
  }
  const converged = largest(at.gradient) <= options.tolerance;
  return { parameters, at, converged, steps: steps() };
}

/** Where to go: the gradient times what the pairs say of the inverse of the second derivatives, with the sign turned. */
function direction({ gradient }: Evaluated, pairs: readonly Pair[]): Float64Array {
  const q = gradient.map((slope) => -slope);
  const shares: number[] = [];
  for (const { step, change, product } of pairs.toReversed()) {
    const share = dot(step, q) / product;
    shares.push(share);
    addInPlace(q, change, -share);
  }
  const last = pairs.at(-1);
  const scale =
    last === undefined
      ? 1 / Math.max(1, Math.sqrt(dot(gradient, gradient)))
      : last.product / dot(last.change, last.change);
  for (let i = 0; i < q.length; i++) q[i]! *= scale;
  for (const { step, change, product } of pairs) {
    addInPlace(q, step, shares.pop()! - dot(change, q) / product);
  }
  return q;
}

interface Point {
  readonly parameters: Float64Array<ArrayBuffer>;
  readonly at: Evaluated;
}

/** The first length of bisection that satisfies the weak Wolfe conditions; undefined where the objective does not fall. */
async function lineSearch(
  problem: LinearProblem,
  { parameters, at, direction: along }: Point & { readonly direction: Float64Array },
): Promise<Point | undefined> {
  const slope = dot(at.gradient, along);
  if (!(slope < 0)) return undefined;
  let [low, high, length] = [0, Infinity, 1];
  let lowest: Point | undefined;
  for (let trial = 0; trial < TRIALS; trial++) {
    const there = parameters.map((value, i) => value + length * along[i]!);
    const next = { parameters: there, at: await evaluateProblem(problem, there) };
    // Written so that a value that is no number counts as too high.
    if (!(next.at.value <= at.value + SUFFICIENT * length * slope)) high = length;
    else {
      lowest = next;
      if (dot(next.at.gradient, along) >= CURVATURE * slope) return next;
      low = length;
    }
    length = high === Infinity ? 2 * low : (low + high) / 2;
  }
  return lowest;
}

function remember(pairs: Pair[], step: Float64Array, change: Float64Array): void {
  const product = dot(step, change);
  if (!(product > 0)) return;
  pairs.push({ step, change, product });
  if (pairs.length > MEMORY) pairs.shift();
}

function difference(a: Float64Array, b: Float64Array): Float64Array {
  return a.map((value, i) => value - b[i]!);
}

function addInPlace(to: Float64Array, values: Float64Array, times: number): void {
  for (let i = 0; i < to.length; i++) to[i]! += times * values[i]!;
}
