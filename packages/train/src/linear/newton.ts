import { solvePositive } from "./cholesky.ts";
import type { Minimum, MinimizeOptions } from "./minimum.ts";
import { largest } from "./minimum.ts";
import { evaluateProblem, parameterCount } from "./problem.ts";
import type { Evaluated, LinearProblem } from "./problem.ts";

/** Share of the promised fall that a step must give. */
const SUFFICIENT = 1e-4;
/** Halvings of a step after which no fall is to be had: the objective is flat to rounding. */
const HALVINGS = 40;
/** Share of itself by which an objective can seem to rise for rounding alone. */
const ROUNDING = 2 ** -50;

/**
 * Minimises a problem of one output without a further loss by Newton's method, from zero.
 *
 * A step is halved until the objective falls by a share of what its slope promises. Where the matrix of second derivatives is singular (inputs that
 * repeat each other), a share of 1e-10 of its largest diagonal element is added to its diagonal: steps stay among the combinations of rows, so that
 * of equally good parameters those near zero are found.
 *
 * @see Nocedal and Wright (2006), sections 3.1 and 3.4
 */
export async function newton(problem: LinearProblem, options: MinimizeOptions): Promise<Minimum> {
  const parameters = new Float64Array(parameterCount(problem));
  let now = await evaluateProblem(problem, parameters);
  await options.onStep(0, now, parameters);
  for (let taken = 1; taken <= options.steps; taken++) {
    options.signal.throwIfAborted();
    if (largest(now.gradient) <= options.tolerance) {
      return { parameters, at: now, converged: true, steps: taken - 1 };
    }
    const step = solvePositive(hessian(problem, now.z), now.gradient);
    const next = await halvedStep(problem, { parameters, now, step });
    if (next === undefined) return { parameters, at: now, converged: true, steps: taken - 1 };
    now = next;
    await options.onStep(taken, now, parameters);
  }
  return {
    parameters,
    at: now,
    converged: largest(now.gradient) <= options.tolerance,
    steps: options.steps,
  };
}

/** Moves `parameters` against `step`; undefined, with the parameters as they were, where no length lowers the objective. */
async function halvedStep(
  problem: LinearProblem,
  { parameters, now, step }: { parameters: Float64Array; now: Evaluated; step: Float64Array },
): Promise<Evaluated | undefined> {
  const start = parameters.slice();
  const slope = step.reduce((sum, value, i) => sum + value * now.gradient[i]!, 0);
  for (let halving = 0, length = 1; halving < HALVINGS; halving++, length /= 2) {
    for (let i = 0; i < start.length; i++) parameters[i] = start[i]! - length * step[i]!;
    const next = await evaluateProblem(problem, parameters);
    const promised = SUFFICIENT * length * slope;
    if (next.value <= now.value - promised + ROUNDING * Math.abs(now.value)) return next;
  }
  parameters.set(start);
  return undefined;
}

/** Second derivatives, row-major; the upper triangle is filled, too. */
function hessian({ x, weights, loss, l2 }: LinearProblem, z: Float64Array): Float64Array {
  const { rows, width, starts, inputs, values } = x;
  const size = width + 1;
  const matrix = new Float64Array(size * size);
  const curvature = loss.curvature!;
  for (let row = 0; row < rows; row++) {
    const scale = (weights[row]! / rows) * curvature(z[row]!);
    matrix[width * size + width]! += scale;
    for (let e = starts[row]!; e < starts[row + 1]!; e++) {
      const scaled = scale * values[e]!;
      const at = inputs[e]!;
      matrix[width * size + at]! += scaled;
      for (let f = starts[row]!; f <= e; f++)
        matrix[at * size + inputs[f]!]! += scaled * values[f]!;
    }
  }
  for (let i = 0; i < width; i++) matrix[i * size + i]! += 2 * l2;
  return matrix;
}
