import type { ImportCorrections } from '../../src-shared/dataset/import-corrections';
import { longestName } from '../../src-shared/dataset/import-corrections';
import type { Verdict } from '../../src-shared/dataset/label';
import type { SkippedFile } from '../../src-shared/ipc/views';
import type { ImportItem, SourceImage, SourceShape } from '../importers/importer';
import type { GroupNames } from './group-names';

/** An image of a source as the user wants it taken. */
export interface CorrectedImage extends SourceImage {
  /** What the source calls its texture. */
  readonly saidTexture: string;
  /** All that it marks. */
  readonly saidShapes: readonly SourceShape[];
  readonly group: string | null;
}

export type CorrectedItem = CorrectedImage | ({ readonly kind: 'skipped' } & SkippedFile);

/** Items between two breaths of the loop. */
const chunkItems = 256;

/**
 * The items of a source after the user's corrections, in their order. A rule that makes an image ok or unlabelled takes
 * its marks away, which is listed beside the image.
 *
 * @param texture puts all images under this one; null leaves theirs.
 */
export async function* correctedItems(
  items: AsyncIterable<ImportItem>,
  texture: string | null,
  corrections: ImportCorrections,
  groups: GroupNames,
): AsyncGenerator<CorrectedItem> {
  const renames = new Map(corrections.renames.map(({ from, to }) => [from, to]));
  const rules: Rules = new Map(corrections.verdicts.map((rule) => [rule.name.toLowerCase(), rule]));
  const correct = (image: SourceImage, group: string | null): readonly CorrectedItem[] => {
    const name = (texture ?? renames.get(image.texture) ?? image.texture).slice(0, longestName);
    const said = {
      texture: name,
      saidTexture: image.texture,
      saidShapes: image.shapes ?? [],
      group: group ?? image.group ?? null,
    };
    const [sorted, ...left] = withoutSound({ ...image, ...said }, rules);
    const rule = foldersOf(image.name)
      .map((folder) => rules.get(folder.toLowerCase()))
      .find((found) => found !== undefined);
    return [...(rule === undefined ? [sorted] : judged(sorted, rule)), ...left];
  };
  const flush = (chunk: readonly ImportItem[]): readonly CorrectedItem[] => {
    const names = groups.of(chunk.map((item) => (item.kind === 'image' ? item.name : '')));
    return chunk.flatMap((item, index) =>
      item.kind === 'image' ? correct(item, names[index] ?? null) : [item],
    );
  };
  let chunk: ImportItem[] = [];
  for await (const item of items) {
    chunk.push(item);
    if (chunk.length === chunkItems) {
      yield* flush(chunk);
      chunk = [];
      await new Promise((resolve) => setImmediate(resolve));
    }
  }
  yield* flush(chunk);
}

/** The folders in an image's name, the nearest first. */
export function foldersOf(name: string): readonly string[] {
  return name.split('/').slice(0, -1).reverse();
}

interface Rule {
  /** Of a folder, or of a class of marks. */
  readonly name: string;
  readonly verdict: Verdict;
}

/** By name in lower case. */
type Rules = ReadonlyMap<string, Rule>;

/** Leaves out marks of classes that are no defects by a rule; what is left says what the image is. */
function withoutSound(
  image: CorrectedImage,
  rules: Rules,
): readonly [CorrectedImage, ...CorrectedItem[]] {
  const all = image.saidShapes.map((shape) => ({
    shape,
    rule: rules.get((shape.className ?? '').toLowerCase()) ?? null,
  }));
  const sound = all.flatMap(({ rule }) => (isSound(rule) ? [rule] : []));
  const kept = all.filter(({ rule }) => !isSound(rule));
  const shapes = kept.map(({ shape }) => shape);
  const said = kept.flatMap(({ rule }) => (rule === null ? [] : [rule.verdict]));
  const marked = shapes.length + image.ellipses.length > 0 || image.masks.length > 0;
  const verdict = said.includes('unsure')
    ? 'unsure'
    : said.includes('defective')
      ? 'defective'
      : sound.length > 0 && !marked
        ? soundVerdict(sound)
        : image.verdict;
  const sorted = { ...image, shapes, verdict };
  if (sound.length === 0) return [sorted];
  const names = [...new Set(sound.map(({ name }) => name))].join(', ');
  const what = sound.length === 1 ? `mark of ${names} is` : `${sound.length} marks of ${names} are`;
  const reason = `its ${what} left out by your rule; the image is taken`;
  return [sorted, { kind: 'skipped', file: image.name, reason }];
}

function isSound(rule: Rule | null): rule is Rule {
  return rule?.verdict === 'ok' || rule?.verdict === 'unlabelled';
}

function soundVerdict(rules: readonly Rule[]): Verdict {
  return rules.some(({ verdict }) => verdict === 'ok') ? 'ok' : 'unlabelled';
}

function judged(image: CorrectedImage, { name: rule, verdict }: Rule): readonly CorrectedItem[] {
  if (verdict === 'defective' || verdict === 'unsure') {
    // What a mask holds is marked all the same; what it says of the verdict no longer counts.
    return [{ ...image, verdict, maskDecides: false }];
  }
  const bare = { ...image, verdict, ellipses: [], shapes: [], masks: [], maskDecides: false };
  const marks = image.ellipses.length + (image.shapes?.length ?? 0);
  if (marks === 0 && (image.masks.length === 0 || image.verdict === verdict)) {
    return [bare];
  }
  const masked = image.masks.length === 1 ? 'mask is' : `${image.masks.length} masks are`;
  const marked = marks === 1 ? 'mark is' : `${marks} marks are`;
  const what = image.masks.length === 0 ? marked : masked;
  return [
    bare,
    {
      kind: 'skipped',
      file: image.name,
      reason: `its ${what} left out, since images in ${rule} are ${verdict} by your rule; the image is taken`,
    },
  ];
}
