import { extname, resolve } from 'node:path';
import { ExpectedFailure } from '../../src-shared/ipc/failure';
import type { LabelExportPlan, LabelExportSummary } from '../../src-shared/ipc/export-views';
import { everyImage, type ImageChoice } from '../../src-shared/ipc/image-choice';
import type { Progress, SkippedFile } from '../../src-shared/ipc/views';
import { saidFailure } from '../../src-shared/sentences/english';
import type { ReadableDatabase } from '../database/database';
import { imageByHash, labelledImagesAfter, type LabelledImage } from '../database/image-queries';
import { readEllipses } from '../database/label-queries';
import { textureSummaries } from '../database/project-queries';
import { storedImagePath } from '../decoder-process/image-paths';
import { allExporters } from '../exporters/all-exporters';
import type {
  ExportedImage,
  Exporter,
  ExportSource,
  ExportTarget,
  LabelSurvey,
} from '../exporters/exporter';
import { chosenIds } from './chosen-images';
import { ExportFolder } from './export-folder';
import type { IntakeHooks } from './intake-loop';
import { fileSha256 } from './placed-file';
import { imagesFolder, type OpenProject } from './project-service';

/** Images that are read from the database at a time. */
const chunkImages = 200;

export interface LabelExportRequest {
  /** Folder that is made; does not exist yet, or is empty. */
  readonly out: string;
  readonly format: string;
  /** Whether the image files come along. */
  readonly withImages: boolean;
  /** All unless told. */
  readonly choice?: ImageChoice;
}

/**
 * Says what an export would lose, before anything is written.
 *
 * @throws ExpectedFailure `wrong-use` for an unknown format.
 */
export async function planLabelExport(
  project: OpenProject,
  format: string,
  choice: ImageChoice = everyImage,
): Promise<LabelExportPlan> {
  const exporter = exporterNamed(format);
  return planOf(exporter, await surveyLabels(project, await chosenIds(project, choice)));
}

/** Says of every format what it would lose. */
export async function planLabelExports(
  project: OpenProject,
  choice: ImageChoice,
): Promise<readonly LabelExportPlan[]> {
  const survey = await surveyLabels(project, await chosenIds(project, choice));
  return allExporters.map((exporter) => planOf(exporter, survey));
}

function planOf(exporter: Exporter, survey: LabelSurvey): LabelExportPlan {
  const { name: format, title } = exporter;
  const { images, ellipses } = survey;
  return { format, title, losses: exporter.losses(survey), images, ellipses };
}

/**
 * Writes the labels of a project, and its images with them, as other programs read them: whole or not at all.
 *
 * @throws ExpectedFailure `wrong-use` for an unknown format; `bad-input` where the folder is not empty, cannot be written,
 *   or there is no image; `disk-full`; `cancelled`; `project-damaged` where an image's file is not what it was. Nothing
 *   has been written then.
 */
export async function exportLabels(
  project: OpenProject,
  request: LabelExportRequest,
  hooks: IntakeHooks,
): Promise<LabelExportSummary> {
  const exporter = exporterNamed(request.format);
  const chosen = await chosenIds(project, request.choice ?? everyImage);
  const plan = planOf(exporter, await surveyLabels(project, chosen));
  const { format, losses, images: total } = plan;
  if (total === 0) {
    throw chosen === null
      ? saidFailure('bad-input', 'nothingToExport', { folder: project.folder })
      : saidFailure('bad-input', 'noneChosenToExport');
  }
  const path = resolve(request.out);
  const folder = await ExportFolder.begin(path, project.folder);
  try {
    const target = new CountingTarget(project, folder, request.withImages, total, hooks);
    await exporter.write(exportSource(project.database, chosen), target);
    await folder.finish();
    const { images, ellipses, leftOut } = target;
    return { format, folder: path, images, ellipses, left: leftOut, losses };
  } catch (error) {
    await folder.discard();
    throw error;
  }
}

function exporterNamed(format: string): Exporter {
  const exporter = allExporters.find(({ name }) => name === format);
  if (exporter === undefined) {
    throw new ExpectedFailure(
      'wrong-use',
      `There is no export format "${format}".`,
      `Choose ${allExporters.map(({ name }) => name).join(', ')}.`,
    );
  }
  return exporter;
}

/** The chosen images, or all; with a breath of main's loop between two bites. */
async function* labelledImages(
  database: ReadableDatabase,
  chosen: ReadonlySet<number> | null,
): AsyncGenerator<LabelledImage> {
  let after = 0;
  for (;;) {
    const images = labelledImagesAfter(database, after, chunkImages);
    yield* chosen === null ? images : images.filter(({ id }) => chosen.has(id));
    const last = images.at(-1);
    if (last === undefined) {
      return;
    }
    after = last.id;
    await new Promise((resume) => setImmediate(resume));
  }
}

async function surveyLabels(
  { database }: OpenProject,
  chosen: ReadonlySet<number> | null,
): Promise<LabelSurvey> {
  const verdicts = { unlabelled: 0, ok: 0, defective: 0, unsure: 0 };
  const counts = { images: 0, ellipses: 0, looked: 0, grouped: 0, bare: 0, several: 0 };
  for await (const { verdict, review, groupName, ellipses } of labelledImages(database, chosen)) {
    verdicts[verdict] += 1;
    counts.images += 1;
    counts.ellipses += ellipses;
    counts.looked += review === 'labelled' ? 0 : 1;
    counts.grouped += groupName === null ? 0 : 1;
    counts.bare += verdict === 'defective' && ellipses === 0 ? 1 : 0;
    counts.several += verdict === 'defective' && ellipses > 1 ? 1 : 0;
  }
  return { ...counts, verdicts };
}

function exportSource(
  database: ReadableDatabase,
  chosen: ReadonlySet<number> | null,
): ExportSource {
  async function* images(): AsyncGenerator<ExportedImage> {
    for await (const row of labelledImages(database, chosen)) {
      const { sha256, name, width, height, texture, verdict, review, groupName: group } = row;
      const ending = extname(storedPath(database, '', sha256)).slice(1);
      const ellipses = readEllipses(database, row.id);
      yield { sha256, name, ending, width, height, texture, verdict, review, group, ellipses };
    }
  }
  return { textures: textureSummaries(database).map(({ name }) => name), images };
}

function storedPath(database: ReadableDatabase, folder: string, sha256: string): string {
  const image = imageByHash(database, sha256);
  if (image === null) {
    throw new Error(`Image ${sha256} is gone.`);
  }
  return storedImagePath(folder, sha256, image.format);
}

/** Writes into the growing folder, counts, tells the progress, and stops where that is asked for. */
class CountingTarget implements ExportTarget {
  images = 0;
  ellipses = 0;
  readonly leftOut: SkippedFile[] = [];
  readonly #started = Date.now();
  #copied = 0;

  constructor(
    private readonly project: OpenProject,
    private readonly folder: ExportFolder,
    private readonly withImages: boolean,
    private readonly total: number,
    private readonly hooks: IntakeHooks,
  ) {}

  text(path: string, pieces: Iterable<string> | AsyncIterable<string>): Promise<void> {
    return this.folder.text(path, pieces);
  }

  async image(path: string, { sha256, name }: ExportedImage): Promise<void> {
    if (this.hooks.signal.cancelled) {
      throw new ExpectedFailure('cancelled', 'The export was stopped; nothing was written.');
    }
    if (this.withImages) {
      const stored = storedPath(this.project.database, imagesFolder(this.project), sha256);
      const copy = await this.folder.copy(stored, path);
      if ((await fileSha256(copy)) !== sha256) {
        throw new ExpectedFailure(
          'project-damaged',
          `${stored} (${name}) has changed since it was imported; nothing was exported.`,
          'Run verify to see what else has.',
        );
      }
    }
    this.#copied += 1;
    this.#tell();
  }

  async mask(path: string, { width, height, ellipses }: ExportedImage): Promise<void> {
    const out = await this.folder.place(path);
    const shapes = ellipses.map(({ x, y, a, b, angle }) => ({ x, y, a, b, angle }));
    await this.project.decoder.call('write-mask', { ellipses: shapes, width, height, out });
  }

  written({ ellipses }: ExportedImage): void {
    this.images += 1;
    this.ellipses += ellipses.length;
  }

  left({ name }: ExportedImage, reason: string): void {
    this.leftOut.push({ file: name, reason });
    this.#tell();
  }

  #tell(): void {
    const { total } = this;
    const done = Math.min(total, this.#copied + this.leftOut.length);
    const seconds = (Date.now() - this.#started) / 1000;
    const perSecond = seconds > 0 ? done / seconds : null;
    const progress: Progress = {
      done,
      total,
      perSecond,
      remainingSeconds: perSecond === null ? null : (total - done) / perSecond,
    };
    this.hooks.onProgress(progress);
  }
}
