import { decimal, type LabelLine } from './label-file';
import type { SourceShape } from './importer';

/** Coordinates are shares of the image; programs write corners a little beyond its border. */
const furthest = 2;

/**
 * One row of a YOLO label: `class x y width height`, or `class x1 y1 x2 y2 x3 y3 …` of a polygon, all shares of the image's
 * width and height.
 *
 * @param classes how many there are; null where no list says.
 * @returns why the row cannot be used, as a text.
 */
export function parseYoloRow({ text }: LabelLine, classes: number | null): SourceShape | string {
  const fields = text.split(/\s+/);
  const [name = '', ...rest] = fields;
  if (!/^\d{1,6}$/.test(name)) {
    return `the class is "${name.slice(0, 40)}", not a number from 0 on`;
  }
  if (classes !== null && Number(name) >= classes) {
    return `the class is ${name}, but there are ${classes}`;
  }
  if (rest.length !== 4 && (rest.length < 6 || rest.length % 2 === 1)) {
    return `has ${fields.length} columns; a box has 5, a polygon of n corners 1 + 2n`;
  }
  const numbers = rest.map(decimal);
  const wrong = numbers.findIndex((value) => value === null || Math.abs(value) > furthest);
  if (wrong !== -1) {
    return `"${(rest[wrong] ?? '').slice(0, 40)}" is not a share of the image’s size`;
  }
  const shares = numbers.map(Number);
  if (rest.length > 4) {
    return { kind: 'polygon', rings: [shares], unit: 'shares', className: name };
  }
  const [x = 0, y = 0, width = 0, height = 0] = shares;
  if (width <= 0 || height <= 0) {
    return `the box is ${width} wide and ${height} high`;
  }
  const [left, top] = [x - width / 2, y - height / 2];
  return { kind: 'box', left, top, width, height, unit: 'shares', className: name };
}
