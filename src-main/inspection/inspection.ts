import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ExpectedFailure, type Failure } from '../../src-shared/ipc/failure';
import {
  mostInspected,
  type InspectChoice,
  type InspectedDecision,
  type InspectedRow,
  type InspectFilter,
  type InspectionView,
  type NearestAnswer,
  type TeacherWord,
} from '../../src-shared/ipc/inspect-views';
import type { Progress } from '../../src-shared/ipc/views';
import type { ChildLauncher } from '../children/child-channel';
import { decidedFiles } from '../deployment/decided-files';
import type { DecoderClient } from '../services/decoder-client';
import { failureOf } from '../services/failure-of';
import { findImageFiles, type NamedFile } from '../services/image-files';
import { progressSince } from '../services/intake-loop';
import { NewestFirst } from '../services/newest-first';
import type { OpenProject } from '../services/project-service';
import { InspectedList } from './inspected-list';
import { modelOfTrial, type InspectingModel } from './inspecting-model';
import { restingDecoder, type RestingDecoder } from './resting-decoder';
import { teacherWord } from './teacher-word';
import {
  nearestImages,
  readTrainingFeatures,
  trainingImages,
  type TrainingFeatures,
} from './training-features';

export interface InspectionParts {
  readonly launcher: ChildLauncher;
  /** Told when a view of it would look otherwise; as often as every image. */
  readonly onChange: () => void;
  /** Told of errors that nobody expected. */
  readonly report: (error: unknown) => void;
}

/** So that the project's own pictures find a decoder too. */
const picturesAtATime = 2;

/**
 * Images that are looked at and decided, and nothing more: none of it enters the project. What it needs on disk lies in
 * the system's temporary folder, and goes with it.
 */
export class Inspection {
  private readonly list = new InspectedList();
  private readonly decoder: RestingDecoder;
  /** One process: a teacher is large, and one image is asked of it at a time. */
  private readonly teacher: RestingDecoder;
  private readonly teacherWords = new Map<number, Promise<TeacherWord>>();
  private readonly pictures = new NewestFirst(picturesAtATime);
  private readonly waiting: string[] = [];
  private readonly signal = { cancelled: false };
  private readonly readingSignal = { cancelled: false };
  private state: InspectionView['state'] = 'empty';
  private progress: Progress | null = null;
  private failure: Failure | null = null;
  private leftOut = 0;
  private training: Progress | null = null;
  private features: TrainingFeatures | null = null;
  private reading: Promise<void> | null = null;
  private working: Promise<void> = Promise.resolve();
  private pace: number | null = null;
  private temporary: Promise<string> | null = null;
  private closed = false;

  /** @param by what `choice` stands for */
  constructor(
    private readonly project: OpenProject,
    private readonly parts: InspectionParts,
    private readonly choice: InspectChoice,
    private readonly by: InspectingModel,
  ) {
    this.decoder = restingDecoder(parts.launcher, by.processes);
    this.teacher = restingDecoder(parts.launcher, 1);
  }

  /** Whether it decides as this model would: the same numbers, by the same rule. */
  decidesAs({ model, rule, imageScale }: InspectingModel): boolean {
    const { by } = this;
    return (
      by.model.sha256 === model.sha256 &&
      by.model.file === model.file &&
      by.imageScale === imageScale &&
      JSON.stringify(by.rule) === JSON.stringify(rule)
    );
  }

  view(): Omit<InspectionView, 'session'> {
    const { run, trial, kind, rule, textures } = this.by;
    return {
      choice: this.choice,
      by: { run, trial, kind, rule, textures },
      state: this.state,
      progress: this.progress,
      counts: this.list.counts(),
      leftOut: this.leftOut,
      failure: this.failure,
      training: this.training,
    };
  }

  /** Decides these files and the images in these folders, after those that came before. */
  add(paths: readonly string[]): void {
    this.waiting.push(...paths);
    this.signal.cancelled = false;
    if (this.state === 'listing' || this.state === 'working' || this.waiting.length === 0) return;
    this.state = 'listing';
    this.failure = null;
    this.working = this.working.then(() => this.work());
  }

  /** Stops after the images under way; those decided stay. */
  stop(): void {
    this.waiting.length = 0;
    this.signal.cancelled = true;
    this.readingSignal.cancelled = true;
  }

  page(
    filter: InspectFilter,
    offset: number,
    limit: number,
  ): { readonly rows: readonly InspectedRow[]; readonly total: number } {
    return this.list.page(filter, offset, limit, this.by);
  }

  /** @throws ExpectedFailure `not-found` */
  image(id: number): InspectedDecision {
    return this.list.decision(id, this.by) ?? refuseUnknown();
  }

  /** @throws ExpectedFailure `not-found`, and what deciding throws */
  teacherOf(id: number): Promise<TeacherWord> {
    const known = this.teacherWords.get(id);
    if (known !== undefined) return known;
    const file = this.list.fileOf(id) ?? refuseUnknown();
    const word = this.teacher.use((decoder) => teacherWord(this.project, decoder, this.by, file));
    this.teacherWords.set(id, word);
    word.catch(() => this.teacherWords.delete(id));
    return word;
  }

  /** @throws ExpectedFailure `not-found`, and what deciding throws */
  async nearest(id: number): Promise<NearestAnswer> {
    const file = this.list.fileOf(id) ?? refuseUnknown();
    const { origin } = this.by;
    if (origin === null) return { kind: 'none', why: 'foreign-bundle' };
    const { features } = this;
    if (features === null) {
      const images = trainingImages(this.project, origin).length;
      return { kind: 'unread', images, seconds: this.pace === null ? null : images / this.pace };
    }
    const by = this.withFeatures(origin);
    const nearest = await this.decoder.use((decoder) =>
      nearestImages(this.project, decoder, by, features, file),
    );
    return { kind: 'found', nearest, among: features.images.length };
  }

  /** Reads the training images of the inspecting trial, once. */
  async readTraining(): Promise<void> {
    const { origin } = this.by;
    if (origin === null || this.features !== null) return;
    this.readingSignal.cancelled = false;
    this.reading ??= this.readFeatures(origin).finally(() => {
      this.reading = null;
      this.training = null;
      this.parts.onChange();
    });
    await this.reading;
  }

  /** A file with these bytes that was decided; null where there is none. */
  original(sha256: string): string | null {
    return this.list.fileOfHash(sha256);
  }

  /** A picture made of such a file: small, or the whole of it as PNG; null for unknown bytes. */
  async picture(sha256: string, whole: boolean): Promise<string | null> {
    const file = this.original(sha256);
    if (file === null) return null;
    const folder = join(await this.folder(), 'pictures');
    const out = join(folder, `${sha256}.${whole ? 'png' : 'webp'}`);
    if (existsSync(out)) return out;
    await mkdir(folder, { recursive: true });
    const { decoder } = this.project;
    await this.pictures.run(() => decoder.call('thumbnail', { file, sha256, out, whole }));
    return out;
  }

  /** Stops all of it, and removes what it left on disk. */
  async close(): Promise<void> {
    this.closed = true;
    this.stop();
    await Promise.all([this.decoder.close(), this.teacher.close()]);
    await Promise.allSettled([this.working, this.reading]);
    if (this.temporary !== null) await rm(await this.temporary, { recursive: true, force: true });
  }

  private async work(): Promise<void> {
    try {
      await this.decoder.use(async (decoder) => {
        // Files may be added while others are decided.
        while (this.waiting.length > 0) await this.decide(decoder, this.waiting.splice(0));
      });
      this.state = this.signal.cancelled ? 'stopped' : 'done';
    } catch (error) {
      this.waiting.length = 0;
      this.state = 'failed';
      this.failure = failureOf(error, this.closed ? () => undefined : this.parts.report);
    }
    this.progress = null;
    this.parts.onChange();
    if (this.waiting.length > 0) this.add([]);
  }

  private async decide(decoder: DecoderClient, paths: readonly string[]): Promise<void> {
    this.state = 'listing';
    const files = await this.listFiles(paths);
    this.state = 'working';
    const started = Date.now();
    let done = 0;
    const { by } = this;
    for await (const one of decidedFiles(decoder, by, this.untilStopped(files), by.processes)) {
      if (one.found === null) this.list.addUnreadable(one.file, one.reason);
      else this.list.add(one.file, one.found, by);
      done += 1;
      this.progress = progressSince(started, done, files.length);
      this.pace = this.progress.perSecond;
      this.parts.onChange();
    }
  }

  private async listFiles(paths: readonly string[]): Promise<readonly NamedFile[]> {
    const files: NamedFile[] = [];
    const onFailure = ({ file, reason }: { readonly file: string; readonly reason: string }) =>
      this.list.addUnreadable({ file, given: file }, reason);
    for await (const file of findImageFiles(paths, onFailure)) {
      if (this.signal.cancelled) return [];
      if (this.list.size + files.length < mostInspected) files.push(file);
      else this.leftOut += 1;
    }
    return files;
  }

  private async *untilStopped(
    files: readonly NamedFile[],
  ): AsyncGenerator<NamedFile, void, undefined> {
    for (const file of files) {
      if (this.signal.cancelled) return;
      yield await Promise.resolve(file);
    }
  }

  private async readFeatures(origin: NonNullable<InspectingModel['origin']>): Promise<void> {
    const folder = await this.folder();
    this.features = await this.decoder.use((decoder) =>
      readTrainingFeatures(this.project, decoder, this.withFeatures(origin), origin, folder, {
        onProgress: (progress) => {
          this.training = progress;
          this.parts.onChange();
        },
        signal: this.readingSignal,
      }),
    );
  }

  /** A bundle's own model gives logits alone; the trial that it was made of gives features too. */
  private withFeatures(origin: NonNullable<InspectingModel['origin']>): InspectingModel {
    return this.by.model.weightsOf === undefined ? modelOfTrial(this.project, origin) : this.by;
  }

  private folder(): Promise<string> {
    this.temporary ??= mkdtemp(join(tmpdir(), 'ellipsight-inspect-'));
    return this.temporary;
  }
}

function refuseUnknown(): never {
  throw new ExpectedFailure(
    'not-found',
    'This image is not among the inspected ones any more, or could not be decided.',
    'Drop it on the window again.',
  );
}
