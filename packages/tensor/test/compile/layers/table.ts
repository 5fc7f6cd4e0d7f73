import type { Layers } from "../../../src/index.ts";

type Layer = Parameters<InstanceType<Layers["Sequential"]>["add"]>[0];

/** A stack of layers to compute compiled and operation by operation. */
export interface LayerCase {
  readonly name: string;
  /** Shape of one row of the input. */
  readonly input: readonly number[];
  /** Inputs are whole numbers from 0 up to and without this; drawn from a normal distribution where it is left out. */
  readonly vocabulary?: number;
  /** The layers after the input. */
  readonly build: (layers: Layers["layers"]) => Layer[];
}

/** One case per kind of layer of TensorFlow.js that training can use and that draws nothing at random. */
export const LAYERS: readonly LayerCase[] = [
  {
    name: "dense layers with every activation",
    input: [9],
    build: (of) => [
      ...(["relu", "tanh", "sigmoid", "elu", "selu", "softplus", "swish", "mish"] as const).map(
        (activation) => of.dense({ units: 7, activation }),
      ),
      of.dense({ units: 4, activation: "softmax" }),
    ],
  },
  {
    name: "activation layers",
    input: [6],
    build: (of) => [of.leakyReLU(), of.prelu(), of.elu(), of.reLU(), of.softmax()],
  },
  {
    name: "an embedding",
    input: [5],
    vocabulary: 11,
    build: (of) => [
      of.embedding({ inputDim: 11, outputDim: 6 }),
      of.globalAveragePooling1d({}),
      of.dense({ units: 2 }),
    ],
  },
  {
    name: "an embedding with a mask, and a GRU",
    input: [5],
    vocabulary: 4,
    build: (of) => [
      of.embedding({ inputDim: 4, outputDim: 3, maskZero: true }),
      of.gru({ units: 4, recurrentInitializer: "zeros" }),
    ],
  },
  {
    name: "convolution in one dimension",
    input: [12, 3],
    build: (of) => [
      of.conv1d({ filters: 4, kernelSize: 3, activation: "relu" }),
      of.maxPooling1d({ poolSize: 2 }),
      of.averagePooling1d({ poolSize: 2 }),
      of.globalMaxPooling1d({}),
    ],
  },
  {
    name: "convolution in two dimensions",
    input: [10, 9, 2],
    build: (of) => [
      of.zeroPadding2d({}),
      of.conv2d({ filters: 4, kernelSize: 3, activation: "relu" }),
      of.maxPooling2d({ poolSize: 2 }),
      of.depthwiseConv2d({ kernelSize: 2 }),
      of.separableConv2d({ filters: 3, kernelSize: 2 }),
      of.averagePooling2d({ poolSize: 2 }),
      of.globalAveragePooling2d({}),
    ],
  },
  {
    // The cpu backend of TensorFlow.js 4.22 gets its gradient wrong for all but the first image.
    name: "upsampling",
    input: [4, 3, 2],
    build: (of) => [of.dense({ units: 2 }), of.upSampling2d({})],
  },
  {
    name: "transposed convolution and cropping",
    input: [4, 4, 3],
    build: (of) => [
      of.conv2dTranspose({ filters: 2, kernelSize: 3, strides: 2, padding: "same" }),
      of.cropping2D({ cropping: 1 }),
      of.globalMaxPooling2d({}),
    ],
  },
  {
    name: "convolution in three dimensions",
    input: [4, 5, 4, 2],
    build: (of) => [
      of.conv3d({ filters: 3, kernelSize: 2 }),
      of.maxPooling3d({ poolSize: 2, strides: 1 }),
      of.averagePooling3d({ poolSize: 2, strides: 1 }),
      of.flatten(),
    ],
  },
  {
    name: "batch and layer normalisation",
    input: [6],
    build: (of) => [of.batchNormalization(), of.layerNormalization(), of.dense({ units: 2 })],
  },
  {
    name: "batch normalisation of images",
    input: [4, 4, 3],
    build: (of) => [of.batchNormalization(), of.flatten()],
  },
  {
    name: "recurrent layers",
    input: [5, 3],
    build: (of) => [
      of.simpleRNN({ units: 4, returnSequences: true, recurrentInitializer: "zeros" }),
      of.gru({ units: 4, returnSequences: true, recurrentInitializer: "zeros" }),
      of.lstm({ units: 4, returnSequences: true, recurrentInitializer: "zeros" }),
      of.bidirectional({
        layer: of.lstm({ units: 3, recurrentInitializer: "zeros" }),
        mergeMode: "concat",
      }),
    ],
  },
  {
    name: "stacked cells, and a layer at every time",
    input: [4, 3],
    build: (of) => [
      of.rnn({
        cell: [
          of.lstmCell({ units: 3, recurrentInitializer: "zeros" }),
          of.gruCell({ units: 3, recurrentInitializer: "zeros" }),
        ],
        returnSequences: true,
      }),
      of.timeDistributed({ layer: of.dense({ units: 2 }) }),
    ],
  },
  {
    name: "a convolutional LSTM",
    input: [3, 5, 5, 2],
    build: (of) => [
      of.convLstm2d({ filters: 2, kernelSize: 3, recurrentInitializer: "zeros" }),
      of.flatten(),
    ],
  },
  {
    name: "layers that change shapes",
    input: [4, 3],
    build: (of) => [
      of.masking({ maskValue: 0 }),
      of.permute({ dims: [2, 1] }),
      of.flatten(),
      of.repeatVector({ n: 2 }),
      of.reshape({ targetShape: [6, 4] }),
    ],
  },
];
