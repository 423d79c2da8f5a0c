import { CORE_SCHEMA, load, YAMLException } from 'js-yaml';
import { posix } from 'node:path';
import { z } from '../../src-shared/jitless-zod';
import type { SkippedFile } from '../../src-shared/ipc/views';
import type { Importer, SourceShape } from './importer';
import { readLabelFile, readLabelText } from './label-file';
import { labelledTree, type TreeLabel } from './labelled-tree';
import { filesByStem, listTree, stemOf, type SourceTree, type TreeFile } from './source-tree';
import { parseYoloRow } from './yolo-labels';

/** A list of classes has a line a class; nobody has more. */
const longestList = 256 * 1024;

const listName = /^(classes\.txt|obj\.names|data\.ya?ml|dataset\.ya?ml)$/i;

const yamlSchema = z.object({
  nc: z.number().int().min(1).optional(),
  names: z.union([z.array(z.unknown()).min(1), z.record(z.string(), z.unknown())]).optional(),
});

/**
 * YOLO: a text file an image, in `labels/` where the image is in `images/`, or beside it. Boxes become inscribed ellipses,
 * polygons are fitted. An empty file says ok; an image without a file is unlabelled. A list of classes (`classes.txt`,
 * `data.yaml`) tells the layout and how many there are; classes are kinds of defects, and not textures.
 */
const importer: Importer = {
  name: 'yolo',
  title: 'YOLO text',
  rank: 46,
  takesAny: false,
  recognise: async (folder) => {
    const tree = await listTree(folder);
    const pairs = labelFiles(tree);
    const { found, classes, problems } = await classLists(tree);
    const labels = new Map<string, TreeLabel>();
    const broken = new Map<string, string>();
    const skipped: SkippedFile[] = [...problems];
    let rows = 0;
    for (const { image, file } of pairs) {
      const label = await readLabel(file, classes);
      rows += label.shapes.length;
      skipped.push(...label.problems.map((reason) => ({ file: file.path, reason })));
      const key = image.path.toLowerCase();
      if (label.problems.length > 0) {
        broken.set(key, `its label in ${file.path} cannot be used`);
      } else {
        labels.set(key, treeLabel(label.shapes, file));
      }
    }
    // Without a list of classes, a text beside an image may be anything.
    if (pairs.length === 0 || (!found && rows === 0)) {
      return null;
    }
    return labelledTree(tree, tree.images, { labels, broken, skipped });
  },
};
export default importer;

interface Pair {
  readonly image: TreeFile;
  readonly file: TreeFile;
}

function labelFiles(tree: SourceTree): readonly Pair[] {
  const texts = filesByStem(
    tree.files.filter(({ path }) => /\.txt$/i.test(path) && !listName.test(posix.basename(path))),
  );
  return tree.images.flatMap((image) => {
    const stem = stemOf(image.path).toLowerCase();
    // The last `images` of the path, as YOLO's own programs have it.
    const elsewhere = `/${stem}`.replace(/^(.*)\/images\//, '$1/labels/').slice(1);
    const file = texts.get(elsewhere) ?? texts.get(stem);
    return file === undefined ? [] : [{ image, file }];
  });
}

async function readLabel(
  { entry }: TreeFile,
  classes: number | null,
): Promise<{ readonly shapes: readonly SourceShape[]; readonly problems: readonly string[] }> {
  const read = await readLabelFile(entry.path);
  if (read.kind === 'unreadable') {
    return { shapes: [], problems: [read.reason] };
  }
  const shapes: SourceShape[] = [];
  const problems: string[] = [];
  for (const line of read.lines) {
    const row = parseYoloRow(line, classes);
    if (typeof row === 'string') problems.push(`line ${line.line}: ${row}`);
    else shapes.push(row);
  }
  return { shapes, problems };
}

function treeLabel(shapes: readonly SourceShape[], { path }: TreeFile): TreeLabel {
  return {
    texture: null,
    verdict: shapes.length > 0 ? 'defective' : 'ok',
    shapes,
    masks: [],
    maskDecides: false,
    labelAt: { file: path, line: null },
  };
}

interface ClassLists {
  readonly found: boolean;
  /** The largest number that a list says; null where none says one. */
  readonly classes: number | null;
  readonly problems: readonly SkippedFile[];
}

async function classLists(tree: SourceTree): Promise<ClassLists> {
  const lists = tree.files.filter(({ path }) => listName.test(posix.basename(path)));
  const counts: number[] = [];
  const problems: SkippedFile[] = [];
  for (const { path, entry } of lists) {
    const read = await readLabelText(entry.path);
    if (read.kind === 'unreadable' || read.text.length > longestList) {
      problems.push({
        file: path,
        reason: read.kind === 'unreadable' ? read.reason : 'is too long for a list of classes',
      });
      continue;
    }
    const count = /\.ya?ml$/i.test(path) ? yamlClasses(read.text) : lineCount(read.text);
    if (typeof count === 'string') problems.push({ file: path, reason: count });
    else if (count !== null) counts.push(count);
  }
  return {
    found: lists.length > 0,
    classes: counts.length === 0 ? null : Math.max(...counts),
    problems,
  };
}

function lineCount(text: string): number | null {
  const lines = text.split(/\r\n|\n|\r/).filter((line) => line.trim() !== '').length;
  return lines === 0 ? null : lines;
}

/** How many classes a `data.yaml` has, null where it does not say, or why it cannot be read. */
function yamlClasses(text: string): number | null | string {
  let value: unknown;
  try {
    value = load(text, { schema: CORE_SCHEMA });
  } catch (error) {
    if (error instanceof YAMLException) return `is not YAML (${error.message.slice(0, 120)})`;
    // Brackets thousands deep.
    if (error instanceof RangeError) return 'is not YAML (too deep)';
    throw error;
  }
  const parsed = yamlSchema.safeParse(value);
  if (!parsed.success) return 'has no list of classes';
  const { names, nc } = parsed.data;
  return names === undefined ? (nc ?? null) : Object.keys(names).length;
}
