import { logistic } from "./logistic.ts";
import type { Loss } from "./loss.ts";
import { softmax } from "./softmax.ts";
import { squared } from "./squared.ts";

/** The name of a loss with derivatives of its own. */
export type LossName = "logistic" | "softmax" | "squared";

/** The losses with derivatives of their own. */
export const LOSSES: Readonly<Record<LossName, Loss>> = { logistic, softmax, squared };

/** Every name, in an order that numbers them. */
export const LOSS_NAMES: readonly LossName[] = ["logistic", "softmax", "squared"];
