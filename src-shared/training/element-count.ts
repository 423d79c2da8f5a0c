/** Numbers that a tensor of this shape holds: the product of its sides. */
export function elementCount(shape: readonly number[]): number {
  return shape.reduce((product, side) => product * side, 1);
}
