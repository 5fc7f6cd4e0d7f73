import type { Ensemble } from "../ensemble/ensemble.ts";
import { outputsOf } from "../objective.ts";
import { onnxNodes } from "./nodes.ts";
import type { OnnxLeaf, OnnxNode } from "./nodes.ts";

/** An attribute of an ONNX node, by the kinds of `AttributeProto`; `doubles` is a tensor of 64-bit floats with one axis. */
export type OnnxAttribute =
  | { readonly kind: "int"; readonly value: number }
  | { readonly kind: "ints"; readonly value: readonly number[] }
  | { readonly kind: "string"; readonly value: string }
  | { readonly kind: "strings"; readonly value: readonly string[] }
  | { readonly kind: "doubles"; readonly value: readonly number[] };

/** The ONNX operator that computes what an ensemble does. */
export interface OnnxOperator {
  readonly name: "TreeEnsembleClassifier" | "TreeEnsembleRegressor";
  readonly domain: "ai.onnx.ml";
  /** Version of the domain's operators that has the attributes. */
  readonly version: 3;
  readonly attributes: Readonly<Record<string, OnnxAttribute>>;
}

/**
 * An ensemble as an ONNX operator.
 *
 * Its input has 64-bit floats, rows by features in the order of the ensemble's: values of numeric columns, codes of categories,
 * NaN for what is missing. A classifier gives labels (whole numbers from 0) and probabilities, rows by classes, a
 * logistic loss as two classes; a regressor gives the raw scores, rows by outputs. Both are 32-bit floats.
 *
 * A split on categories is a chain of `BRANCH_EQ` nodes over the categories that do not go where missing ones do. The nodes of a
 * chain share a child, as in what LightGBM's converters write and ONNX Runtime reads.
 *
 * @see ONNX, operators of ai.onnx.ml version 3: TreeEnsembleClassifier, TreeEnsembleRegressor
 */
export function onnxOperator(ensemble: Ensemble): OnnxOperator {
  const { nodes, leaves } = onnxNodes(ensemble);
  const { loss } = ensemble.objective;
  const isClassifier = loss === "logistic" || loss === "softmax";
  return {
    name: isClassifier ? "TreeEnsembleClassifier" : "TreeEnsembleRegressor",
    domain: "ai.onnx.ml",
    version: 3,
    attributes: {
      ...nodeAttributes(nodes),
      ...(isClassifier
        ? classifierAttributes(ensemble, leaves)
        : regressorAttributes(ensemble, leaves)),
    },
  };
}

function nodeAttributes(nodes: readonly OnnxNode[]): Record<string, OnnxAttribute> {
  return {
    nodes_treeids: ints(nodes, ({ tree }) => tree),
    nodes_nodeids: ints(nodes, ({ id }) => id),
    nodes_featureids: ints(nodes, ({ feature }) => feature),
    nodes_modes: { kind: "strings", value: nodes.map(({ mode }) => mode) },
    nodes_values_as_tensor: { kind: "doubles", value: nodes.map(({ value }) => value) },
    nodes_truenodeids: ints(nodes, ({ whenTrue }) => whenTrue),
    nodes_falsenodeids: ints(nodes, ({ whenFalse }) => whenFalse),
    nodes_missing_value_tracks_true: ints(nodes, ({ isMissingTrue }) => (isMissingTrue ? 1 : 0)),
  };
}

/** A logistic loss is softmax of two classes, the raw score of the first being 0. */
function classifierAttributes(
  { objective }: Ensemble,
  leaves: readonly OnnxLeaf[],
): Record<string, OnnxAttribute> {
  const isBinary = objective.loss === "logistic";
  const first = isBinary ? 1 : 0;
  const classes = outputsOf(objective) + first;
  // Runtimes have other rules for two classes of which leaves name one.
  const named = isBinary ? [{ ...leaves[0]!, output: -first, value: 0 }, ...leaves] : leaves;
  return {
    class_treeids: ints(named, ({ tree }) => tree),
    class_nodeids: ints(named, ({ id }) => id),
    class_ids: ints(named, ({ output }) => output + first),
    class_weights_as_tensor: { kind: "doubles", value: named.map(({ value }) => value) },
    classlabels_int64s: { kind: "ints", value: Array.from({ length: classes }, (_, k) => k) },
    post_transform: { kind: "string", value: "SOFTMAX" },
  };
}

function regressorAttributes(
  { base }: Ensemble,
  leaves: readonly OnnxLeaf[],
): Record<string, OnnxAttribute> {
  return {
    target_treeids: ints(leaves, ({ tree }) => tree),
    target_nodeids: ints(leaves, ({ id }) => id),
    target_ids: ints(leaves, ({ output }) => output),
    target_weights_as_tensor: { kind: "doubles", value: leaves.map(({ value }) => value) },
    n_targets: { kind: "int", value: base.length },
    aggregate_function: { kind: "string", value: "SUM" },
    post_transform: { kind: "string", value: "NONE" },
  };
}

function ints<T>(of: readonly T[], value: (each: T) => number): OnnxAttribute {
  return { kind: "ints", value: of.map(value) };
}
