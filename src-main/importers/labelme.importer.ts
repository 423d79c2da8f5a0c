import { z } from '../../src-shared/jitless-zod';
import type { SkippedFile } from '../../src-shared/ipc/views';
import type { Importer, SourceShape } from './importer';
import { readJsonFile } from './json-file';
import { labelledTree, type TreeLabel } from './labelled-tree';
import { ownEllipse, ownEllipseSchema, ownImageSchema, verdictOf } from './own-fields';
import {
  filesByStem,
  imageNamedBy,
  listTree,
  stemOf,
  type SourceTree,
  type TreeFile,
} from './source-tree';

const mostShapes = 100_000;
const mostPoints = 1_000_000;
const longestMask = 16 * 1024 * 1024;
const point = z.tuple([z.number(), z.number()]);

const shapeSchema = z.object({
  label: z.string().min(1).max(200).optional().catch(undefined),
  points: z.array(point).max(mostPoints),
  shape_type: z.string().max(40).default('polygon'),
  /** A PNG of the shape's box, base64; only of the type `mask`. */
  mask: z.string().max(longestMask).nullish().catch(undefined),
  ellipse: ownEllipseSchema.optional().catch(undefined),
});

const fileSchema = z.object({
  imagePath: z.string().max(4096),
  imageHeight: z.number().int().positive().nullish(),
  imageWidth: z.number().int().positive().nullish(),
  shapes: z.array(shapeSchema).max(mostShapes),
  ellipsight: ownImageSchema.optional().catch(undefined),
});

type LabelMeFile = z.infer<typeof fileSchema>;

const readTypes = 'polygons, rectangles, circles and masks are read';

/**
 * LabelMe: a JSON file beside each image. Polygons and masks become ellipses by a fit, rectangles, turned ones too, by
 * inscribing, circles are ellipses;
 * our own exports bring the exact ellipse back as long as its polygon has not been edited. A file without shapes says ok;
 * an image without a file is unlabelled.
 */
const importer: Importer = {
  name: 'labelme',
  title: 'LabelMe JSON',
  rank: 40,
  takesAny: false,
  recognise: async (folder) => {
    const tree = await listTree(folder);
    const images = filesByStem(tree.images);
    const labels = new Map<string, TreeLabel>();
    const broken = new Map<string, string>();
    const skipped: SkippedFile[] = [];
    let known = false;
    for (const file of tree.files.filter(({ path }) => /\.json$/i.test(path))) {
      const beside = images.get(stemOf(file.path).toLowerCase()) ?? null;
      const read = await readJsonFile(file.entry.path);
      const looksRight = read.kind === 'value' && isLabelMe(read.value);
      known ||= looksRight;
      if (!looksRight && beside === null) {
        continue;
      }
      const result =
        read.kind === 'unreadable' ? read.reason : labelFrom(tree, file, read.value, beside);
      if (typeof result === 'string') {
        skipped.push({ file: file.path, reason: result });
        if (beside !== null)
          broken.set(beside.path.toLowerCase(), `its label in ${file.path} cannot be used`);
      } else {
        labels.set(result.image.path.toLowerCase(), result.label);
      }
    }
    return known ? labelledTree(tree, tree.images, { labels, broken, skipped }) : null;
  },
};
export default importer;

function isLabelMe(value: unknown): boolean {
  return typeof value === 'object' && value !== null && 'shapes' in value && 'imagePath' in value;
}

function labelFrom(
  tree: SourceTree,
  file: TreeFile,
  value: unknown,
  beside: TreeFile | null,
): { readonly image: TreeFile; readonly label: TreeLabel } | string {
  const parsed = fileSchema.safeParse(value);
  if (!parsed.success) {
    const [issue] = parsed.error.issues;
    return `is no LabelMe file: ${issue?.path.join('.') ?? ''} ${issue?.message ?? ''}`.trim();
  }
  const image = imageNamedBy(tree, file.path, parsed.data.imagePath) ?? beside;
  if (image === null) {
    return `there is no image ${parsed.data.imagePath.slice(0, 200)}`;
  }
  const shapes: SourceShape[] = [];
  for (const [index, shape] of parsed.data.shapes.entries()) {
    const made = shapeFrom(shape, parsed.data);
    if (typeof made === 'string') {
      return `shape ${index + 1} ${made}`;
    }
    shapes.push(shape.label === undefined ? made : { ...made, className: shape.label });
  }
  const own = parsed.data.ellipsight;
  const label: TreeLabel = {
    texture: own?.texture ?? null,
    group: own?.group ?? null,
    verdict: verdictOf(own?.verdict, shapes.length),
    shapes,
    masks: [],
    maskDecides: false,
    labelAt: { file: file.path, line: null },
  };
  return { image, label };
}

function shapeFrom(
  { points, shape_type: type, ellipse, mask }: LabelMeFile['shapes'][number],
  { imageWidth, imageHeight }: LabelMeFile,
): SourceShape | string {
  const flat = points.flat();
  const [first, second] = points;
  if (type === 'polygon') {
    const own = ownEllipse(ellipse, flat, imageWidth ?? 0, imageHeight ?? 0);
    if (own !== null) return own;
    if (points.length < 3) return `is a polygon of ${points.length} points`;
    return { kind: 'polygon', rings: [flat], unit: 'pixels' };
  }
  if (type === 'oriented_rectangle' && points.length === 4) {
    return inscribedIn(points);
  }
  if (first === undefined || second === undefined || points.length !== 2) {
    return `is a ${type} of ${points.length} points; ${readTypes}`;
  }
  const [x0, y0] = first;
  const [x1, y1] = second;
  if (type === 'rectangle') {
    const [left, top] = [Math.min(x0, x1), Math.min(y0, y1)];
    const [width, height] = [Math.abs(x1 - x0), Math.abs(y1 - y0)];
    return { kind: 'box', left, top, width, height, unit: 'pixels' };
  }
  if (type === 'circle') {
    const radius = Math.hypot(x1 - x0, y1 - y0);
    const shape = { x: x0, y: y0, a: radius, b: radius, angle: 0 };
    return { kind: 'ellipse', ellipse: shape, origin: 'imported', fitIou: null };
  }
  if (type === 'mask' && mask !== null && mask !== undefined) {
    return { kind: 'picture', base64: mask, left: Math.round(x0), top: Math.round(y0) };
  }
  return `is a ${type}; ${readTypes}`;
}

/** Of a turned rectangle: its corners in turn. */
function inscribedIn(corners: readonly (readonly [number, number])[]): SourceShape {
  const [[x0, y0] = [0, 0], [x1, y1] = [0, 0], [x2, y2] = [0, 0]] = corners;
  const ellipse = {
    x: (x0 + x2) / 2,
    y: (y0 + y2) / 2,
    a: Math.hypot(x1 - x0, y1 - y0) / 2,
    b: Math.hypot(x2 - x1, y2 - y1) / 2,
    angle: Math.atan2(y1 - y0, x1 - x0),
  };
  return { kind: 'ellipse', ellipse, origin: 'inscribed', fitIou: null };
}
