import type { DroppedPlace } from './dropped-place';
import type { Failure } from './failure';
import type { InspectionView } from './inspect-views';
import type { JobResult } from './job-result';
import type { QueueView } from './queue-views';
import type { RunProgress, RunSummary, StepPoint } from './run-views';
import type { Progress, ProjectSummary } from './views';
import type { TextureRates } from '../evaluation/texture-rates';

/** What main tells the window unasked. One map; the channel name is the key. */
export interface Notices {
  /** Something was dropped on the window. */
  'app.dropped': {
    /** What the first of what was dropped is; null where that can be used for nothing. */
    readonly place: DroppedPlace | null;
    /** All of it; absolute. */
    readonly paths: readonly string[];
    /** Files beyond those. */
    readonly leftOut: number;
  };
  'project.changed': { readonly project: ProjectSummary | null };
  /** Long work that was started with an answer naming the job. */
  'job.progress': { readonly job: string; readonly progress: Progress };
  'job.done': { readonly job: string; readonly result: JobResult };
  'job.failed': { readonly job: string; readonly failure: Failure };
  /** A change of many images under way, or its undo. */
  'images.changing': { readonly done: number; readonly total: number };
  /** At most 5 a second. */
  'inspect.changed': { readonly view: InspectionView };
  'queue.changed': { readonly queue: QueueView };
  'run.changed': { readonly run: RunSummary };
  /** At most 5 a second a run. */
  'run.progress': { readonly progress: RunProgress };
  /** The steps since the last notice. */
  'run.steps': {
    readonly run: string;
    readonly steps: readonly StepPoint[];
  };
  'run.evaluation': {
    readonly run: string;
    readonly trial: number;
    readonly iteration: number;
    readonly side: 'validation' | 'test';
    readonly accuracy: number | null;
    readonly textures: readonly TextureRates[];
  };
}

export type NoticeName = keyof Notices;
export const noticeNames = [
  'app.dropped',
  'project.changed',
  'job.progress',
  'job.done',
  'job.failed',
  'images.changing',
  'inspect.changed',
  'queue.changed',
  'run.changed',
  'run.progress',
  'run.steps',
  'run.evaluation',
] as const satisfies readonly NoticeName[];
