import type { ImportCorrections } from '../../src-shared/dataset/import-corrections';
import type { Verdict } from '../../src-shared/dataset/label';
import { ExpectedFailure } from '../../src-shared/ipc/failure';
import type { ImportSurvey } from '../../src-shared/ipc/import-views';
import type { SkippedFile } from '../../src-shared/ipc/views';
import { foldersOf, type CorrectedImage, type CorrectedItem } from './corrected-items';
import type { GroupNames } from './group-names';

const mostFolders = 500;
const mostSkipped = 200;
const mostGroupNames = 8;
const mostExamples = 8;

type Mutable<T> = { -readonly [K in keyof T]: T[K] };
type TextureCount = Mutable<ImportSurvey['textures'][number]>;
type VerdictCounts = Record<Verdict, number>;

/**
 * Goes through a source without opening an image, and says what it holds after the corrections.
 *
 * @throws ExpectedFailure `wrong-use` where a correction names a texture or a folder that the source does not have: a rule
 *   that does nothing is a typing mistake.
 */
export async function surveySource(
  items: AsyncIterable<CorrectedItem>,
  corrections: ImportCorrections,
  groups: GroupNames,
): Promise<ImportSurvey> {
  const textures = new Map<string, TextureCount>();
  const folders = new Map<string, VerdictCounts>();
  const classes = new Map<string, number>();
  const verdicts = noImages();
  const named = new Map<string, number>();
  const examples = new SpreadSample<CorrectedImage>(mostExamples);
  const skipped: SkippedFile[] = [];
  let images = 0;
  let skippedTotal = 0;
  for await (const item of items) {
    if (item.kind === 'skipped') {
      skippedTotal += 1;
      if (skipped.length < mostSkipped) skipped.push({ file: item.file, reason: item.reason });
      continue;
    }
    images += 1;
    verdicts[item.verdict] += 1;
    const { saidTexture: name, texture: becomes } = item;
    const count = textures.get(name) ?? { name, becomes, images: 0, defective: 0 };
    count.images += 1;
    count.defective += item.verdict === 'defective' ? 1 : 0;
    textures.set(name, count);
    for (const folder of new Set(foldersOf(item.name))) {
      const counts = folders.get(folder) ?? noImages();
      counts[item.verdict] += 1;
      folders.set(folder, counts);
    }
    for (const { className } of item.saidShapes) {
      if (className !== undefined) classes.set(className, (classes.get(className) ?? 0) + 1);
    }
    if (item.group !== null) named.set(item.group, (named.get(item.group) ?? 0) + 1);
    examples.offer(item);
  }
  refuseUnusedRules(corrections, [...textures.keys()], [...folders.keys(), ...classes.keys()]);
  return {
    images,
    textures: [...textures.values()],
    verdicts,
    folders: telling(folders, images),
    classes: [...classes].slice(0, mostFolders).map(([name, marks]) => ({ name, marks })),
    groups: {
      images: [...named.values()].reduce((sum, count) => sum + count, 0),
      count: named.size,
      names: [...named.keys()].slice(0, mostGroupNames),
      unusedRows: groups.unusedRows(),
    },
    examples: examples.items.map(({ name, texture, verdict, group }) => ({
      ...{ name, texture, verdict, group },
    })),
    skipped,
    skippedTotal,
  };
}

function noImages(): VerdictCounts {
  return { unlabelled: 0, ok: 0, defective: 0, unsure: 0 };
}

/** Folders that hold a part of the images; where none does, those that hold all. */
function telling(
  folders: ReadonlyMap<string, VerdictCounts>,
  images: number,
): ImportSurvey['folders'] {
  const all = [...folders].map(([name, verdicts]) => ({
    name,
    images: Object.values(verdicts).reduce((sum, count) => sum + count, 0),
    verdicts,
  }));
  const parts = all.filter((folder) => folder.images < images);
  return (parts.length === 0 ? all : parts).slice(0, mostFolders);
}

function refuseUnusedRules(
  { renames, verdicts }: ImportCorrections,
  textures: readonly string[],
  names: readonly string[],
): void {
  const strange = renames.find(({ from }) => !textures.includes(from));
  if (strange !== undefined) {
    throw unknownName('texture', strange.from, textures);
  }
  const known = new Set(names.map((name) => name.toLowerCase()));
  const rule = verdicts.find(({ name }) => !known.has(name.toLowerCase()));
  if (rule !== undefined) {
    throw unknownName('folder or class', rule.name, names);
  }
}

function unknownName(what: string, name: string, there: readonly string[]): ExpectedFailure {
  const listed = there.slice(0, 12).join(', ');
  return new ExpectedFailure(
    'wrong-use',
    `No ${what} of the source is called ${name}; nothing was imported.`,
    there.length === 0 ? '' : `There is ${listed}${there.length > 12 ? ', …' : ''}.`,
  );
}

/** Keeps a few items that are spread over all that were offered, without knowing how many will come. */
class SpreadSample<T> {
  readonly items: T[] = [];
  #step = 1;
  #offered = 0;

  constructor(private readonly most: number) {}

  offer(item: T): void {
    if (this.#offered % this.#step === 0) {
      this.items.push(item);
      if (this.items.length > this.most) {
        // Every other one goes, and from now on every other one is taken.
        this.items.splice(0, this.items.length, ...this.items.filter((_, i) => i % 2 === 0));
        this.#step *= 2;
      }
    }
    this.#offered += 1;
  }
}
