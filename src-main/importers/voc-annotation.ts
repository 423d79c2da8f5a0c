import { XMLParser, XMLValidator } from 'fast-xml-parser';
import { z } from '../../src-shared/jitless-zod';
import type { SourceShape } from './importer';
import { decimal } from './label-file';

/** An annotation of a thousand objects has some 300 kB. */
const longestText = 8 * 1024 * 1024;
const deepestTag = 16;

const text = z.string().max(200);
const box = z.object({ xmin: text, ymin: text, xmax: text, ymax: text });
const turnedBox = z.object({ cx: text, cy: text, w: text, h: text, angle: text });
const objectSchema = z.union([
  z.object({ bndbox: box }),
  // What roLabelImg adds for boxes that are turned.
  z.object({ robndbox: turnedBox }),
]);
const namedSchema = z.object({ name: z.string().trim().min(1).max(200) });
const annotationSchema = z.object({
  annotation: z.object({
    filename: z.string().max(4096).optional().catch(undefined),
    object: z.array(z.unknown()).max(100_000).default([]),
  }),
});

const parser = new XMLParser({
  ignoreAttributes: true,
  parseTagValue: false,
  // No document type is read, and nothing is put in the place of a reference.
  processEntities: false,
  maxNestedTags: deepestTag,
  isArray: (name: string) => name === 'object',
});

export interface VocAnnotation {
  /** As the file says; null where it does not. */
  readonly filename: string | null;
  readonly shapes: readonly SourceShape[];
}

export type VocFile =
  | { readonly kind: 'annotation'; readonly annotation: VocAnnotation }
  /** XML of something else. */
  | { readonly kind: 'other' }
  | { readonly kind: 'broken'; readonly reason: string };

/**
 * Reads an annotation of Pascal VOC. Its boxes count pixels from 1 and have their last pixel inside: left = xmin − 1,
 * right = xmax.
 */
export function parseVoc(content: string): VocFile {
  if (content.length > longestText) {
    return { kind: 'broken', reason: 'is larger than 8 MB' };
  }
  if (/<!(DOCTYPE|ENTITY)/i.test(content)) {
    return { kind: 'broken', reason: 'has a document type, which is not read' };
  }
  const valid = XMLValidator.validate(content);
  if (valid !== true) {
    const { msg, line } = valid.err;
    return { kind: 'broken', reason: `line ${line}: is not XML (${msg.slice(0, 120)})` };
  }
  let value: unknown;
  try {
    value = parser.parse(content);
  } catch (error) {
    // The library throws plain errors for what it refuses, such as tags too deep in each other.
    const finding = error instanceof Error ? error.message.slice(0, 120) : String(error);
    return { kind: 'broken', reason: `is not XML that is read (${finding})` };
  }
  const parsed = annotationSchema.safeParse(value);
  if (!parsed.success) {
    return { kind: 'other' };
  }
  const { filename, object } = parsed.data.annotation;
  const shapes: SourceShape[] = [];
  for (const [index, found] of object.entries()) {
    const shape = shapeOf(found);
    if (shape === null) {
      return { kind: 'broken', reason: `object ${index + 1} has no box that can be read` };
    }
    const named = namedSchema.safeParse(found);
    shapes.push(named.success ? { ...shape, className: named.data.name } : shape);
  }
  return { kind: 'annotation', annotation: { filename: filename ?? null, shapes } };
}

function shapeOf(object: unknown): SourceShape | null {
  const parsed = objectSchema.safeParse(object);
  if (!parsed.success) {
    return null;
  }
  if ('robndbox' in parsed.data) {
    const { cx, cy, w, h, angle } = parsed.data.robndbox;
    const numbers = [cx, cy, w, h, angle].map((field) => decimal(field.trim()));
    const [x = null, y = null, width = null, height = null, turn = null] = numbers;
    if (x === null || y === null || width === null || height === null || turn === null) return null;
    if (width <= 0 || height <= 0) return null;
    const ellipse = { x, y, a: width / 2, b: height / 2, angle: turn };
    return { kind: 'ellipse', ellipse, origin: 'inscribed', fitIou: null };
  }
  const { xmin, ymin, xmax, ymax } = parsed.data.bndbox;
  const numbers = [xmin, ymin, xmax, ymax].map((field) => decimal(field.trim()));
  const [x0 = null, y0 = null, x1 = null, y1 = null] = numbers;
  if (x0 === null || y0 === null || x1 === null || y1 === null) return null;
  const [left, top] = [x0 - 1, y0 - 1];
  const [width, height] = [x1 - left, y1 - top];
  return width > 0 && height > 0 ? { kind: 'box', left, top, width, height, unit: 'pixels' } : null;
}
