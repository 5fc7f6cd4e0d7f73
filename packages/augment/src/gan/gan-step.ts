import { adam, gradientStep } from "@fairline/tensor";
import type {
  HostTensors,
  LossFunction,
  Scalar,
  Step,
  Tensor,
  Tensors,
  TensorFlow,
} from "@fairline/tensor";
import { criticise, generate } from "./networks.ts";
import type { GanShape } from "./networks.ts";

/** How much the critic's gradients may differ from length 1. */
const PENALTY = 10;
/** How far the average of the generator's parameters moves to new ones in a step. */
const AVERAGING = 0.01;

/** What the generated label is to have to do with the group: nothing. */
export interface FairnessTerm {
  /** Where in a generated row the chance of the positive label stands. */
  readonly positive: number;
  /** Weight of the mean difference between two groups' mean chances. */
  readonly strength: number;
}

/** What a step of training is like. */
export interface GanObjective {
  readonly shape: GanShape;
  readonly fairness: FairnessTerm | undefined;
  readonly learningRate: number;
}

/**
 * A step of both networks: the critic learns to tell real rows (`real`, rows x width, of kind `condition`) from generated ones, then the
 * generator to make rows that it takes for real. `mix` (rows x 1, in [0, 1]) says where between both the critic's gradients are held to length 1. Losses:
 * `critic` and `generator`. Rows are made by an average of the generator over its steps, since the generator itself goes round its aim.
 *
 * @see Yazici et al., The Unusual Effectiveness of Averaging in GAN Training, ICLR 2019, doi:10.48550/arXiv.1806.04498
 * @see Gulrajani et al. (2017), algorithm 1, with one step of the critic for one of the generator
 */
export function ganStep(objective: GanObjective): {
  readonly step: Step;
  readonly stateOf: (parameters: HostTensors) => HostTensors;
} {
  const optimizer = adam({ learningRate: objective.learningRate, beta1: 0.5, beta2: 0.9 });
  const critic = gradientStep(criticLoss(objective), optimizer);
  const generator = gradientStep(generatorLoss(objective), optimizer);
  const step: Step = (tf, parameters, state, batch) => {
    const ofGenerator = ofNetwork("generator", parameters);
    const first = critic(tf, ofNetwork("critic", parameters), ofNetwork("critic", state, true), {
      ...batch,
      ...ofGenerator,
    });
    const second = generator(tf, ofGenerator, ofNetwork("generator", state, true), {
      ...batch,
      ...first.parameters,
    });
    return {
      parameters: {
        ...second.parameters,
        ...first.parameters,
        ...averaged(tf, parameters, second.parameters),
      },
      state: { ...named("generator", second.state), ...named("critic", first.state) },
      losses: { generator: second.losses["loss"]!, critic: first.losses["loss"]! },
    };
  };
  const stateOf = (parameters: HostTensors): HostTensors => ({
    ...named("generator", optimizer.initialState(ofNetwork("generator", parameters))),
    ...named("critic", optimizer.initialState(ofNetwork("critic", parameters))),
  });
  return { step, stateOf };
}

/** The parameters to start from, with an average of the generator's beside them. */
export function withAverage(parameters: HostTensors): HostTensors {
  return { ...parameters, ...named("average", ofNetwork("generator", parameters)) };
}

/** The average parameters of the generator under the generator's own names. */
export function averageGenerator(parameters: Tensors): Tensors {
  return ofNetwork("average", parameters, true);
}

/** The average of the generator's parameters, which moves a hundredth of the way to the new ones. */
function averaged(tf: TensorFlow, parameters: Tensors, next: Tensors): Record<string, Tensor> {
  return Object.fromEntries(
    Object.entries(next).map(([name, tensor]) => {
      const before = parameters[`average/${name}`]!;
      return [`average/${name}`, tf.add(before, tf.mul(tf.sub(tensor, before), AVERAGING))];
    }),
  );
}

function criticLoss({ shape }: GanObjective): LossFunction {
  return (tf, parameters, batch) => {
    const [real, condition, mix] = [batch["real"]!, batch["condition"]!, batch["mix"]!];
    const fake = generate(tf, batch, batch, shape);
    const between = tf.add(tf.mul(mix, real), tf.mul(tf.sub(1, mix), fake));
    const score = (rows: Tensor): Tensor =>
      tf.mean(criticise(tf, parameters, tf.concat([rows, condition], 1)).scores);
    const { gradients } = criticise(tf, parameters, tf.concat([between, condition], 1));
    const lengths = tf.sqrt(tf.add(tf.sum(tf.square(gradients), 1), 1e-12));
    const penalty = tf.mean(tf.square(tf.sub(lengths, 1)));
    const apart = tf.sub(score(fake), score(real));
    const loss: Scalar = tf.reshape(tf.add(apart, tf.mul(penalty, PENALTY)), []);
    return { loss };
  };
}

function generatorLoss({ shape, fairness }: GanObjective): LossFunction {
  return (tf, parameters, batch) => {
    const fake = generate(tf, parameters, batch, shape);
    const rows = tf.concat([fake, batch["condition"]!], 1);
    const plain = tf.neg(tf.mean(criticise(tf, batch, rows).scores));
    const loss: Scalar =
      fairness === undefined
        ? tf.reshape(plain, [])
        : tf.reshape(
            tf.add(
              plain,
              tf.mul(labelGap(tf, fake, batch["condition"]!, fairness), fairness.strength),
            ),
            [],
          );
    return { loss };
  };
}

/** The mean, over pairs of groups, of the difference between their mean chances of the positive label. */
export function labelGap(
  tf: TensorFlow,
  rows: Tensor,
  condition: Tensor,
  { positive }: Pick<FairnessTerm, "positive">,
): Tensor {
  const chances = tf.slice(rows, [0, positive], [-1, 1]);
  const sizes = tf.reshape(tf.sum(condition, 0), [-1, 1]);
  const means = tf.div(tf.matMul(condition, chances, true), tf.maximum(sizes, 1));
  const present = tf.minimum(sizes, 1);
  const gaps = tf.abs(tf.sub(means, tf.transpose(means)));
  const both = tf.mul(present, tf.transpose(present));
  const groups = condition.shape[1]!;
  return tf.div(tf.sum(tf.mul(gaps, both)), Math.max(1, groups * (groups - 1)));
}

/** The tensors of one network, under their own names or without its name before them. */
function ofNetwork<T>(
  network: string,
  tensors: Readonly<Record<string, T>>,
  isBare = false,
): Record<string, T> {
  const prefix = `${network}/`;
  const own = Object.entries(tensors).filter(([name]) => name.startsWith(prefix));
  return Object.fromEntries(
    own.map(([name, tensor]) => [isBare ? name.slice(prefix.length) : name, tensor]),
  );
}

function named<T>(network: string, tensors: Readonly<Record<string, T>>): Record<string, T> {
  return Object.fromEntries(
    Object.entries(tensors).map(([name, tensor]) => [`${network}/${name}`, tensor]),
  );
}
