import { z } from '../../src-shared/jitless-zod';
import type { SkippedFile } from '../../src-shared/ipc/views';
import { runsFromText } from './coco-runs';
import type { Importer, SourceShape } from './importer';
import { readJsonFile } from './json-file';
import { labelledTree, mergedLabels, type TreeLabel, type TreeLabels } from './labelled-tree';
import { ownEllipse, ownEllipseSchema, ownImageSchema, verdictOf } from './own-fields';
import { imageNamedBy, listTree, type SourceTree, type TreeFile } from './source-tree';

/** A folder of more JSON files than this holds a file an image, which is not COCO. */
const mostLists = 20;

const imageSchema = z.object({
  id: z.union([z.number(), z.string()]),
  file_name: z.string().max(4096),
  width: z.number().int().positive(),
  height: z.number().int().positive(),
  ellipsight: ownImageSchema.optional().catch(undefined),
});

const annotationSchema = z.object({
  image_id: z.union([z.number(), z.string()]),
  category_id: z.union([z.number(), z.string()]).optional().catch(undefined),
  bbox: z.tuple([z.number(), z.number(), z.number(), z.number()]).optional(),
  segmentation: z
    .union([
      z.array(z.array(z.number()).min(6)).min(1),
      z.object({
        counts: z.union([z.string(), z.array(z.number().int().min(0))]),
        size: z.tuple([z.number().int().positive(), z.number().int().positive()]),
      }),
    ])
    .optional()
    .catch(undefined),
  ellipse: ownEllipseSchema.optional().catch(undefined),
});

const categorySchema = z.object({
  id: z.union([z.number(), z.string()]),
  name: z.string().min(1).max(200),
});

const listSchema = z.object({
  images: z.array(z.unknown()),
  annotations: z.array(z.unknown()),
  categories: z.array(z.unknown()).catch([]).default([]),
});

type CocoImage = z.infer<typeof imageSchema>;

/**
 * COCO: a JSON file that lists images and annotations. Polygons and RLE become one ellipse an annotation by a fit, boxes
 * without either by inscribing; our own exports bring the exact ellipse back. An image that is listed without an
 * annotation is ok; one that is not listed is unlabelled. Categories are not textures: the folder is.
 */
const importer: Importer = {
  name: 'coco',
  title: 'COCO JSON',
  rank: 30,
  takesAny: false,
  recognise: async (folder) => {
    const tree = await listTree(folder);
    const lists = tree.files.filter(({ path }) => /\.json$/i.test(path));
    if (lists.length > mostLists || tree.images.length === 0) {
      return null;
    }
    const found: TreeLabels[] = [];
    for (const list of lists) {
      const read = await readJsonFile(list.entry.path);
      const parsed = read.kind === 'value' ? listSchema.safeParse(read.value) : null;
      if (parsed?.success === true) {
        found.push(readList(tree, list, parsed.data));
      }
    }
    if (found.length === 0) {
      return null;
    }
    return labelledTree(tree, tree.images, mergedLabels(found));
  },
};
export default importer;

function readList(
  tree: SourceTree,
  { path }: TreeFile,
  { images, annotations, categories }: z.infer<typeof listSchema>,
): TreeLabels {
  const skipped: SkippedFile[] = [];
  const skip = (reason: string): void => void skipped.push({ file: path, reason });
  const listed = new Map<
    number | string,
    { entry: CocoImage; file: TreeFile; shapes: SourceShape[] }
  >();
  const broken = new Map<string, string>();
  const classNames = new Map<number | string, string>();
  for (const value of categories) {
    const category = categorySchema.safeParse(value);
    if (category.success) classNames.set(category.data.id, category.data.name);
  }
  images.forEach((value, i) => {
    const entry = imageSchema.safeParse(value);
    const file = entry.success ? imageNamedBy(tree, path, entry.data.file_name) : null;
    if (!entry.success) {
      skip(`image ${i + 1} is not as COCO has it (${firstIssue(entry.error)})`);
    } else if (file === null) {
      skip(`image ${i + 1}: there is no image ${entry.data.file_name.slice(0, 200)}`);
    } else {
      listed.set(entry.data.id, { entry: entry.data, file, shapes: [] });
    }
  });
  annotations.forEach((value, i) => {
    const annotation = annotationSchema.safeParse(value);
    if (!annotation.success) {
      skip(`annotation ${i + 1} is not as COCO has it (${firstIssue(annotation.error)})`);
      const owner = listed.get(imageIdOf(value) ?? '');
      if (owner !== undefined)
        broken.set(owner.file.path.toLowerCase(), `annotation ${i + 1} in ${path} cannot be used`);
      return;
    }
    const owner = listed.get(annotation.data.image_id);
    if (owner === undefined) {
      skip(`annotation ${i + 1}: there is no image with the id ${annotation.data.image_id}`);
      return;
    }
    const shape = shapeOf(annotation.data, owner.entry);
    if (shape === null) {
      skip(`annotation ${i + 1} has neither a polygon, an RLE nor a box that can be read`);
      broken.set(owner.file.path.toLowerCase(), `annotation ${i + 1} in ${path} cannot be used`);
    } else {
      const className = classNames.get(annotation.data.category_id ?? '');
      owner.shapes.push(className === undefined ? shape : { ...shape, className });
    }
  });
  const labels = new Map<string, TreeLabel>();
  for (const { entry, file, shapes } of listed.values()) {
    labels.set(file.path.toLowerCase(), {
      texture: entry.ellipsight?.texture ?? null,
      group: entry.ellipsight?.group ?? null,
      verdict: verdictOf(entry.ellipsight?.verdict, shapes.length),
      shapes,
      masks: [],
      maskDecides: false,
      labelAt: { file: path, line: null },
    });
  }
  return { labels, broken, skipped };
}

function shapeOf(
  { bbox, segmentation, ellipse }: z.infer<typeof annotationSchema>,
  { width, height }: CocoImage,
): SourceShape | null {
  if (Array.isArray(segmentation)) {
    const own = ownEllipse(ellipse, segmentation[0] ?? [], width, height);
    return own ?? { kind: 'polygon', rings: segmentation, unit: 'pixels' };
  }
  if (segmentation !== undefined) {
    const { counts, size } = segmentation;
    const runs = typeof counts === 'string' ? runsFromText(counts) : counts;
    return runs === null ? null : { kind: 'runs', counts: runs, width: size[1], height: size[0] };
  }
  if (bbox === undefined) {
    return null;
  }
  const [left, top, across, down] = bbox;
  return { kind: 'box', left, top, width: across, height: down, unit: 'pixels' };
}

function imageIdOf(value: unknown): number | string | null {
  const parsed = annotationSchema.pick({ image_id: true }).safeParse(value);
  return parsed.success ? parsed.data.image_id : null;
}

function firstIssue(error: z.ZodError): string {
  const [issue] = error.issues;
  return `${issue?.path.join('.') ?? ''} ${issue?.message ?? ''}`.trim().slice(0, 200);
}
