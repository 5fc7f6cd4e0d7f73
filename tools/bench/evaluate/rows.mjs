/** Rows to measure: two attributes of 2 and 5 groups, labels, decisions and, where asked for, scores that decide. */
import {
  makeTable,
  numberColumn,
  tableSource,
  withMeta,
} from "../../../packages/arrow/dist/index.js";

/** A generator of numbers in [0, 1), quick and the same everywhere: a linear congruence modulo 2^32. */
function uniforms(seed) {
  let state = seed >>> 0;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 4_294_967_296;
  };
}

/** @returns The rows as columns. */
export function makeRows(n) {
  const uniform = uniforms(7);
  const [sex, race] = [new Int32Array(n), new Int32Array(n)];
  const [label, prediction] = [new Int32Array(n), new Int32Array(n)];
  const score = new Float64Array(n);
  for (let row = 0; row < n; row++) {
    sex[row] = uniform() < 0.45 ? 0 : 1;
    race[row] = Math.min(4, Math.floor(6 * uniform() * uniform()));
    label[row] = uniform() < 0.3 + 0.02 * race[row] ? 1 : 0;
    score[row] = (uniform() + uniform() + 0.5 * label[row]) / 2.5;
    prediction[row] = score[row] >= 0.5 ? 1 : 0;
  }
  return { sex, race, label, prediction, score };
}

/** A table of rows with roles; scores take the place of predictions where they are wanted. */
export function tableOf({ sex, race, label, prediction, score }, withScores) {
  const words = (name, codes, values, role) => ({
    name,
    column: { type: "category", codes, values },
    roles: [role],
  });
  const columns = [
    words("sex", sex, ["f", "m"], "sensitive"),
    words("race", race, ["a", "b", "c", "d", "e"], "sensitive"),
    words("label", label, ["0", "1"], "label"),
    words("prediction", prediction, ["0", "1"], "prediction"),
  ];
  if (withScores) columns.push({ name: "score", column: numberColumn(score), roles: ["score"] });
  return withMeta(makeTable(columns), { task: "binary", positive: "1" });
}

export { tableSource };
