/**
 * Has NVIDIA's libraries multiply matrices in 32-bit floats. As they come, TensorFlow and ONNX Runtime let them round every
 * factor to 11 significant bits (TF32) on GPUs from Ampere on, so that a product is off by a part in a thousand.
 *
 * To be called before they are loaded, which is when they look. What the user set stays.
 */
export function multiplyInFloat32(): void {
  process.env["NVIDIA_TF32_OVERRIDE"] ??= "0";
}
