import type { Shape } from '../../trainer-process/architectures/architecture';

/**
 * A convolution's kernel as ONNX has it.
 *
 * @param shape rows, columns, inputs, filters of `kernel`
 * @returns filters, inputs, rows, columns
 */
export function channelsFirstKernel(kernel: Float32Array, shape: Shape): Float32Array {
  const [rows = 0, columns = 0, inputs = 0, filters = 0] = shape;
  const turned = new Float32Array(kernel.length);
  let from = 0;
  for (let place = 0; place < rows * columns; place += 1) {
    for (let input = 0; input < inputs; input += 1) {
      for (let filter = 0; filter < filters; filter += 1, from += 1) {
        turned[(filter * inputs + input) * rows * columns + place] = kernel[from] ?? NaN;
      }
    }
  }
  return turned;
}

/**
 * A dense kernel whose inputs come flattened with the channels first, where it was trained on them last: row
 * (h·W + w)·C + c becomes row (c·H + h)·W + w.
 *
 * @param picture height, width, channels that were flattened
 * @param units columns of the kernel
 */
export function channelsFirstRows(
  kernel: Float32Array,
  picture: Shape,
  units: number,
): Float32Array {
  const [height = 0, width = 0, channels = 0] = picture;
  const turned = new Float32Array(kernel.length);
  for (let place = 0; place < height * width; place += 1) {
    for (let channel = 0; channel < channels; channel += 1) {
      const from = (place * channels + channel) * units;
      turned.set(kernel.subarray(from, from + units), (channel * height * width + place) * units);
    }
  }
  return turned;
}
