import type { ExpandedInstance } from "../inputs/expanded-instance.ts";
import type { JoinedInputs } from "../inputs/join.ts";
import type { StageOrCommand } from "../stage/model.ts";

/** What decides whether an instance runs. */
interface Decision {
  /** What `when` comes to. */
  readonly isOn: boolean;
  readonly work: StageOrCommand | undefined;
  /** Undefined where a join is wrong. */
  readonly joined: JoinedInputs | undefined;
  /** The instances that it `needs`. */
  readonly needed: readonly ExpandedInstance[];
}

/** Why an instance does not run, if it does not, and what it hands on then. */
export function disabledState({
  isOn,
  work,
  joined,
  needed,
}: Decision): Pick<ExpandedInstance, "disabledBecause" | "passThrough"> {
  const isLost = ({ disabledBecause, passThrough }: ExpandedInstance) =>
    disabledBecause !== undefined && passThrough.size === 0;
  const lost = joined?.missing ?? needed.find(isLost)?.stage;
  if (lost !== undefined) {
    return { disabledBecause: `"${lost}" is switched off`, passThrough: new Map() };
  }
  if (isOn) return { disabledBecause: undefined, passThrough: new Map() };
  const data = passesData(work) ? joined?.inputs.find(({ port }) => port === "data") : undefined;
  if (data === undefined || data.from.type === "fan-in") {
    return { disabledBecause: "its `when` is false", passThrough: new Map() };
  }
  return {
    disabledBecause: "its `when` is false; it passes its data through",
    passThrough: new Map([["data", data.from]]),
  };
}

/** Whether a stage has one input and one output called `data`, of the same kind. */
function passesData(work: StageOrCommand | undefined): boolean {
  if (work?.type !== "stage") return false;
  const { inputs, outputs } = work.stage;
  return inputs["data"] !== undefined && inputs["data"].kind === outputs["data"]?.kind;
}
