import { attribute, execute, type Tensor } from './tensorflow';

/**
 * Matrix product of [M, K] and [K, N], either of them given transposed.
 *
 * @param transposed which operands are stored transposed
 * @returns [M, N]
 */
export function matrixProduct(
  left: Tensor,
  right: Tensor,
  transposed: { readonly left?: boolean; readonly right?: boolean } = {},
): Tensor {
  return execute(
    'MatMul',
    [
      attribute.float32('T'),
      attribute.flag('transpose_a', transposed.left ?? false),
      attribute.flag('transpose_b', transposed.right ?? false),
    ],
    [left, right],
  );
}
