import { attribute, execute, shapeTensor, tensorOf, type Tensor } from './tensorflow';

/**
 * The same values under another shape; shares memory with `input`.
 *
 * @param shape with as many elements as `input`
 */
export function reshape(input: Tensor, shape: readonly number[]): Tensor {
  const sizes = shapeTensor(shape);
  const result = execute(
    'Reshape',
    [attribute.float32('T'), attribute.int32('Tshape')],
    [input, sizes],
  );
  sizes.dispose();
  return result;
}

/** factor · input, element by element. */
export function scaled(input: Tensor, factor: number): Tensor {
  const scale = tensorOf(Float32Array.of(factor), []);
  const result = execute('Mul', [attribute.float32('T')], [input, scale]);
  scale.dispose();
  return result;
}

/** left + factor · right, element by element, same shapes. */
export function addScaled(left: Tensor, factor: number, right: Tensor): Tensor {
  const term = scaled(right, factor);
  const sum = execute('AddV2', [attribute.float32('T')], [left, term]);
  term.dispose();
  return sum;
}
