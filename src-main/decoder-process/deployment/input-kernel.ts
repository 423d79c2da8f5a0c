import type { Shape } from '../../trainer-process/architectures/architecture';

/**
 * The kernel that sees one channel where the given one sees several equal ones: the sum over its input channels, taken
 * in double precision and rounded once.
 *
 * @param shape rows, columns, input channels, filters
 * @returns rows, columns, 1, filters
 */
export function grayKernel(kernel: Float32Array, shape: Shape): Float32Array {
  const [rows = 0, columns = 0, inputs = 0, filters = 0] = shape;
  const folded = new Float32Array(rows * columns * filters);
  for (let place = 0; place < rows * columns; place += 1) {
    for (let filter = 0; filter < filters; filter += 1) {
      let sum = 0;
      for (let input = 0; input < inputs; input += 1) {
        sum += kernel[(place * inputs + input) * filters + filter] ?? NaN;
      }
      folded[place * filters + filter] = sum;
    }
  }
  return folded;
}

/**
 * The kernel that sees red, green, blue where the given one sees blue, green, red.
 *
 * @param shape rows, columns, input channels, filters
 */
export function redFirstKernel(kernel: Float32Array, shape: Shape): Float32Array {
  const [rows = 0, columns = 0, inputs = 0, filters = 0] = shape;
  const turned = new Float32Array(kernel.length);
  for (let place = 0; place < rows * columns; place += 1) {
    for (let input = 0; input < inputs; input += 1) {
      const from = (place * inputs + (inputs - 1 - input)) * filters;
      turned.set(kernel.subarray(from, from + filters), (place * inputs + input) * filters);
    }
  }
  return turned;
}

export function scaledValues(values: Float32Array, factor: number): Float32Array {
  return values.map((value) => value * factor);
}
