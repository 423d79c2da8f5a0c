import { normalisedAngle, type Ellipse } from '../../src-shared/labelling/ellipse';
import { smallestSemiAxis } from '../../src-shared/labelling/ellipse-edit';

/** A number of an ellipse that can be typed: pixels, the angle in degrees. */
export const ellipseFields = ['x', 'y', 'a', 'b', 'angle'] as const;
export type EllipseField = (typeof ellipseFields)[number];

const degree = Math.PI / 180;

/** What a field shows of one ellipse: two decimals; the angle in the half turn from 0°. */
export function fieldText(shape: Ellipse, field: EllipseField): string {
  return fieldValue(shape, field).toFixed(2);
}

/** What a field shows of several: the number where they agree as far as it is shown, else nothing. */
export function commonText(shapes: readonly Ellipse[], field: EllipseField): string {
  const texts = new Set(shapes.map((shape) => fieldText(shape, field)));
  const [text = ''] = texts;
  return texts.size === 1 ? text : '';
}

/** The number that was typed, with a point or a comma; null where it is none, or none that this field can have. */
export function typedNumber(text: string, field: EllipseField): number | null {
  const trimmed = text.trim().replace(',', '.').replace('−', '-');
  if (!/^[+-]?(\d+\.?\d*|\.\d+)$/.test(trimmed)) return null;
  const value = Number(trimmed);
  const semiAxis = field === 'a' || field === 'b';
  return semiAxis && value < smallestSemiAxis ? null : value;
}

/** With this number exactly, and the others as they are. */
export function withField(shape: Ellipse, field: EllipseField, value: number): Ellipse {
  return { ...shape, [field]: field === 'angle' ? value * degree : value };
}

/** With this number larger by so much; a semi-axis never becomes too small. */
export function steppedField(shape: Ellipse, field: EllipseField, by: number): Ellipse {
  const value = shape[field] + (field === 'angle' ? by * degree : by);
  const least = field === 'a' || field === 'b' ? smallestSemiAxis : -Infinity;
  return { ...shape, [field]: Math.max(least, value) };
}

function fieldValue(shape: Ellipse, field: EllipseField): number {
  return field === 'angle' ? normalisedAngle(shape.angle) / degree : shape[field];
}
