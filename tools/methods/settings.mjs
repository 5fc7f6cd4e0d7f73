/** The methods of the table, each at one or two strengths. Logit pairing is not among them: sex is no feature of the recipe, so that rows have no counterparts. */

const penalty = (name, strengths, others = {}) =>
  strengths.map((strength) => ({
    name,
    label: `${[name, ...Object.values(others)].join(", ")}, strength ${String(strength)}`,
    fairness: { penalty: name, strength, ...others },
  }));
const method = (name, others = {}) => ({
  name,
  label: [name, ...Object.entries(others).map(([key, value]) => `${key} ${String(value)}`)].join(
    ", ",
  ),
  fairness: { method: name, ...others },
});
const of = { attribute: "sex" };
/** A penalty that compares the groups of the sensitive columns. */
const gap = (name, strengths, others = {}) =>
  penalty(name, strengths, others).map((entry) => ({
    ...entry,
    fairness: { ...entry.fairness, ...of },
  }));

export const METHODS = [
  { name: "none", label: "none", fairness: undefined },
  ...gap("demographic-parity", [0.3, 1]),
  ...gap("demographic-parity", [3, 10], { form: "squared" }),
  ...gap("equal-opportunity", [0.3, 1]),
  ...gap("equalized-odds", [0.3, 1]),
  ...gap("statistic-ratio", [0.05, 0.3]),
  ...gap("covariance", [0.1, 1]),
  ...gap("correlation", [0.1, 1]),
  ...gap("mutual-information", [1, 10]),
  ...gap("mmd", [0.3, 3]),
  ...gap("hsic", [3, 30]),
  ...gap("wasserstein", [0.3, 1]),
  ...gap("loss-gap", [0.3, 3]),
  ...gap("probability-gap", [0.1]),
  ...penalty("label-score-product", [0.1]),
  method("adversarial-projection", { strength: 1, ...of }),
  method("gradient-reversal", { strength: 1, ...of }),
  method("laftr", { strength: 10, ...of }),
  method("proxy-lagrangian", { tolerance: 0.01, ...of }),
  method("proxy-lagrangian", { criterion: "equalized-odds", tolerance: 0.01, ...of }),
  method("group-dro", of),
  method("worst-group", of),
  method("group-weights", of),
  method("class-weights"),
  method("focal"),
  method("label-smoothing"),
  method("fgsm", { size: 0.1 }),
  method("pgd", { size: 0.1 }),
];
