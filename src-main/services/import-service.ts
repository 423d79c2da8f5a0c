import { resolve } from 'node:path';
import { noCorrections, type ImportCorrections } from '../../src-shared/dataset/import-corrections';
import { ExpectedFailure } from '../../src-shared/ipc/failure';
import type { ImportPreview } from '../../src-shared/ipc/import-views';
import type { ImportSummary, SkippedFile } from '../../src-shared/ipc/views';
import { saidFailure } from '../../src-shared/sentences/english';
import type { StoredImage } from '../decoder-process/decoder-calls';
import { allImporters } from '../importers/all-importers';
import { unclaimedFolders } from '../importers/unclaimed-folders';
import type { ImportItem } from '../importers/importer';
import { correctedItems, type CorrectedImage, type CorrectedItem } from './corrected-items';
import { groupNames } from './group-names';
import { ImageIntake, type PreparedItem } from './image-intake';
import { ImportRehearsal } from './import-rehearsal';
import { takeAll, type IntakeHooks } from './intake-loop';
import { imagesFolder, type OpenProject } from './project-service';
import { refuseReadOnly } from './refuse-read-only';
import { completeLabel, reasonOf } from './source-label';
import { recogniseSource } from './source-recognition';
import { surveySource } from './source-survey';

/** Longest name of a texture that the database takes. */
const longestTexture = 200;

export interface ImportRequest {
  readonly source: string;
  /** An importer's name, or `auto`. */
  readonly format: string;
  /** Overrides the texture that the source names; null takes the source's. */
  readonly texture: string | null;
  /** {@link noCorrections} unless told. */
  readonly corrections?: ImportCorrections;
}

/**
 * Recognises a source without taking anything from it, and says what it holds after the corrections.
 *
 * @throws ExpectedFailure `bad-input` where nothing is recognised; `wrong-use` for corrections that do not fit it.
 */
export async function previewSource(
  _project: OpenProject,
  source: string,
  corrections: ImportCorrections = noCorrections,
  format = 'auto',
): Promise<ImportPreview> {
  const recognised = await recogniseSource(source, format);
  const left = await unclaimedFolders(resolve(source), recognised.source.folders);
  const groups = await groupNames(corrections.groups);
  const read = withSkipped(left, recognised.source.read());
  const items = correctedItems(read, null, corrections, groups);
  return {
    source: resolve(source),
    format: recognised.format,
    formatTitle: recognised.title,
    formats: allImporters.map(({ name, title }) => ({ name, title })),
    textures: recognised.source.textures,
    survey: await surveySource(items, corrections, groups),
  };
}

/**
 * Takes the images of a folder with their labels into the project, a batch a transaction; cancelled between two batches.
 *
 * @throws ExpectedFailure `bad-input` where nothing in the source can be used, in which case nothing has changed;
 *   `wrong-use` for an unknown format, or corrections that do not fit; `disk-full` and `read-only`, after which whole
 *   batches stand.
 */
export async function importSource(
  project: OpenProject,
  request: ImportRequest,
  hooks: IntakeHooks,
): Promise<ImportSummary> {
  refuseReadOnly(project, 'nothing was imported');
  const { path, format, total, items } = await openSource(request);
  const summary = await takeAll(
    project,
    new ImageIntake(project, { path, format }),
    preparations(items, (item) => prepare(project, item, storeImage)),
    total,
    hooks,
  );
  if (summary.added === 0 && summary.known === 0 && !summary.cancelled) {
    throw nothingUsable(path, summary.skipped);
  }
  return summary;
}

/**
 * Opens every image of a source, and says what {@link importSource} would do now: the very same summary. Writes nothing.
 *
 * @throws ExpectedFailure as {@link importSource}.
 */
export async function checkSource(
  project: OpenProject,
  request: ImportRequest,
  hooks: IntakeHooks,
): Promise<ImportSummary> {
  const { path, total, items } = await openSource(request);
  const summary = await takeAll(
    project,
    new ImportRehearsal(project.database),
    preparations(items, (item) => prepare(project, item, inspectImage)),
    total,
    hooks,
  );
  if (summary.added === 0 && summary.known === 0 && !summary.cancelled) {
    throw nothingUsable(path, summary.skipped);
  }
  return summary;
}

interface OpenSource {
  /** Absolute. */
  readonly path: string;
  readonly format: string;
  readonly total: number;
  readonly items: AsyncIterable<CorrectedItem>;
}

async function openSource(request: ImportRequest): Promise<OpenSource> {
  const override = textureOverride(request.texture);
  const corrections = request.corrections ?? noCorrections;
  const { format, source } = await recogniseSource(request.source, request.format);
  const path = resolve(request.source);
  const left = await unclaimedFolders(path, source.folders);
  const groups = await groupNames(corrections.groups);
  const read = (): AsyncIterable<CorrectedItem> =>
    correctedItems(withSkipped(left, source.read()), override, corrections, groups);
  if (corrections.renames.length > 0 || corrections.verdicts.length > 0) {
    // Names of files alone; a rule that fits nothing is told before anything is written.
    await surveySource(read(), corrections, groups);
  }
  const total = source.textures.reduce((sum, { images }) => sum + images, 0);
  return { path, format, total, items: read() };
}

function textureOverride(texture: string | null): string | null {
  const name = texture?.trim() ?? null;
  if (name !== null && (name.length === 0 || name.length > longestTexture)) {
    throw new ExpectedFailure(
      'wrong-use',
      `A texture’s name has 1 to ${longestTexture} characters.`,
    );
  }
  return name;
}

async function* withSkipped(
  skipped: readonly SkippedFile[],
  items: AsyncIterable<ImportItem>,
): AsyncGenerator<ImportItem> {
  for (const { file, reason } of skipped) {
    yield { kind: 'skipped', file, reason };
  }
  yield* items;
}

async function* preparations(
  items: AsyncIterable<CorrectedItem>,
  prepareItem: (item: CorrectedItem) => Promise<PreparedItem>,
): AsyncGenerator<() => Promise<PreparedItem>> {
  for await (const item of items) {
    yield () => prepareItem(item);
  }
}

type Storing = (project: OpenProject, file: string) => Promise<StoredImage>;

const storeImage: Storing = (project, file) =>
  project.decoder.call('store-image', { file, imagesFolder: imagesFolder(project) });

/** What storing would find out, without storing. */
const inspectImage: Storing = async (project, file) => ({
  ...(await project.decoder.inspect(file)),
  created: false,
});

/** Stores the file and completes its label. Only failures that end the whole import are thrown. */
async function prepare(
  project: OpenProject,
  item: CorrectedItem,
  store: Storing,
): Promise<PreparedItem> {
  if (item.kind === 'skipped') {
    const { file, reason } = item;
    return { stored: null, image: null, skipped: [{ file, reason }] };
  }
  let stored: StoredImage;
  try {
    stored = await store(project, item.path);
  } catch (error) {
    const reason = reasonOf(error);
    return { stored: null, image: null, skipped: [{ file: item.name, reason }] };
  }
  return labelled(project, item, stored);
}

async function labelled(
  project: OpenProject,
  item: CorrectedImage,
  stored: StoredImage,
): Promise<PreparedItem> {
  const { name, texture, group } = item;
  const label = await completeLabel(project, item, stored);
  if (typeof label === 'string') {
    return { stored, image: null, skipped: [{ file: name, reason: label }] };
  }
  const { verdict, ellipses, skipped, poorFits, mask } = label;
  const image = { stored, name, texture, group, verdict, ellipses, mask };
  return { stored, image, skipped, poorFits };
}

function nothingUsable(path: string, skipped: readonly SkippedFile[]): ExpectedFailure {
  const [first] = skipped;
  const example = first === undefined ? null : `${first.file}: ${first.reason}`;
  return saidFailure('bad-input', 'nothingToImport', { path, skipped: skipped.length, example });
}
