import type { HostTensor, HostTensors, Tensor, Tensors, TensorFlow } from "@fairline/tensor";
import type { FairnessAttribute } from "./attributes.ts";
import type { RowsOf } from "./combine.ts";
import type { FairnessData } from "./fairness-data.ts";
import { binaryRows } from "./term-rows.ts";
import type { TermRows } from "./term-rows.ts";

const membersName = (attribute: number): string => `members_${String(attribute)}`;
const presentName = (attribute: number): string => `present_${String(attribute)}`;
const counterpartInputs = (attribute: number): string => `counterpart_x_${String(attribute)}`;
const counterpartOutputs = (attribute: number): string => `counterpart_logits_${String(attribute)}`;

/** What terms read of some rows besides labels and weights: `members_0`, …, and `present_0`, … for numeric attributes. */
export function attributeTensors({ attributes }: FairnessData, rows: Uint32Array): HostTensors {
  return Object.fromEntries(attributes.flatMap((attribute, at) => tensorsOf(attribute, at, rows)));
}

/** The encoded counterparts of some rows, for the network. */
export function counterpartTensors({ counterparts }: FairnessData, rows: Uint32Array): HostTensors {
  return Object.fromEntries(
    counterparts.flatMap((encoder, at) =>
      encoder === undefined
        ? []
        : [
            [
              counterpartInputs(at),
              { shape: [rows.length, encoder.width], values: encoder.encode(rows) },
            ] as const,
          ],
    ),
  );
}

/** The logits of the counterparts in a batch, by the names under which {@link rowsByAttribute} finds them. */
export function counterpartLogits(
  batch: Tensors,
  logitsOf: (x: Tensor) => Tensor,
): Record<string, Tensor> {
  const prefix = counterpartInputs(0).slice(0, -1);
  return Object.fromEntries(
    Object.entries(batch)
      .filter(([name]) => name.startsWith(prefix))
      .map(([name, x]) => [counterpartOutputs(Number(name.slice(prefix.length))), logitsOf(x)]),
  );
}

/** The rows of a batch that are scored, binary, by attribute. */
export function rowsByAttribute(
  tf: TensorFlow,
  batch: Tensors,
  scored: { readonly logOdds: Tensor; readonly labels: Tensor; readonly weights: Tensor },
): RowsOf {
  const made = new Map<number, TermRows>();
  return (attribute = -1) => {
    const rows =
      made.get(attribute) ??
      binaryRows(tf, {
        ...scored,
        members: batch[membersName(attribute)] ?? tf.zeros([scored.logOdds.shape[0], 1]),
        present: batch[presentName(attribute)],
        counterparts: batch[counterpartOutputs(attribute)],
      });
    made.set(attribute, rows);
    return rows;
  };
}

function tensorsOf(
  attribute: FairnessAttribute,
  at: number,
  rows: Uint32Array,
): (readonly [string, HostTensor])[] {
  if (attribute.kind === "groups") {
    const width = attribute.groups.length;
    const members = new Float32Array(rows.length * width);
    for (let i = 0; i < rows.length; i++) {
      const code = attribute.codes[rows[i]!]!;
      if (code >= 0) members[i * width + code] = 1;
    }
    return [[membersName(at), { shape: [rows.length, width], values: members }]];
  }
  const values = Float32Array.from(rows, (row) => attribute.values[row]!);
  const present = values.map((value) => (Number.isNaN(value) ? 0 : 1));
  return [
    [
      membersName(at),
      { shape: [rows.length, 1], values: values.map((value) => (Number.isNaN(value) ? 0 : value)) },
    ],
    [presentName(at), { shape: [rows.length], values: present }],
  ];
}
