import { casts } from "./cast.ts";
import { convolutions } from "./convolution.ts";
import { elementwise } from "./elementwise.ts";
import { images } from "./image.ts";
import { losses } from "./loss.ts";
import { numbers } from "./number.ts";
import { products } from "./product.ts";
import { reductions } from "./reduction.ts";
import { shapes } from "./shape.ts";
import { otherTypes } from "./type.ts";
import type { OperationCase } from "./operation.ts";

/** Operations that layers, losses and penalties reach, forward and backward, on ranks 0 to 5, broadcast and empty. */
export const OPERATIONS: readonly OperationCase[] = [
  ...elementwise,
  ...reductions,
  ...products,
  ...shapes,
  ...convolutions,
  ...images,
  ...otherTypes,
  ...casts,
  ...numbers,
  ...losses,
];
