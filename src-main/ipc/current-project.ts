import { join, resolve } from 'node:path';
import type { BackupOffer, ProjectSummary, RestoredProject } from '../../src-shared/ipc/views';
import { saidFailure } from '../../src-shared/sentences/english';
import { newestGoodBackup } from '../services/backup-service';
import type { Notify } from '../services/notify';
import {
  createProject,
  openProject,
  projectFolder,
  projectSummary,
  type OpenProject,
  type ProjectDeps,
} from '../services/project-service';
import { restoreProject } from '../services/restore-service';
import type { RunService } from '../services/run-service';
import type { ThumbnailRoutine } from '../services/thumbnail-routine';

/** The one project that the window shows, or none. */
export interface CurrentProject {
  get(): OpenProject | null;
  /** @throws ExpectedFailure `no-project` */
  require(): OpenProject;
  /** The runs of the open project. @throws ExpectedFailure `no-project` */
  runs(): RunService;
  /**
   * Makes the folder, opens it, and only then leaves the project that was open.
   * @throws ExpectedFailure `busy` while a run is under way; so do `open` and `close`.
   */
  create(path: string): Promise<ProjectSummary>;
  open(path: string): Promise<ProjectSummary>;
  /** The newest whole backup of a project that does not open; null without one. */
  newestBackup(path: string): BackupOffer | null;
  /** Puts that backup in place, and opens the project. */
  restore(path: string): Promise<RestoredProject>;
  close(): Promise<void>;
  /** Leaves the project although a run is under way: that stops at a checkpoint. */
  stopAndClose(): Promise<void>;
}

export interface CurrentProjectParts {
  readonly deps: () => ProjectDeps;
  readonly notify: Notify;
  readonly startRuns: (project: OpenProject) => RunService;
  readonly startThumbnails: (project: OpenProject) => ThumbnailRoutine;
  readonly onOpened: (project: OpenProject) => void;
  /** Ends imports, samples and changes of many images, before the database closes. */
  readonly stopJobs: () => Promise<void>;
}

interface Workplace {
  readonly project: OpenProject;
  readonly runs: RunService;
  /** None where nothing can be written. */
  readonly thumbnails: ThumbnailRoutine | null;
}

/** Opening and closing wait for each other, so that two clicks cannot leave two projects open. */
export function currentProject(parts: CurrentProjectParts): CurrentProject {
  let current: Workplace | null = null;
  let queue: Promise<unknown> = Promise.resolve();

  const inTurn = <T>(work: () => Promise<T>): Promise<T> => {
    const turn = queue.then(work);
    queue = turn.catch(() => undefined);
    return turn;
  };

  const workplace = (): Workplace => {
    if (current === null) {
      throw saidFailure('no-project', 'noProjectOpen');
    }
    return current;
  };

  const refuseWhileTraining = (): void => {
    const run = current?.runs.activeRun ?? null;
    if (run !== null) {
      throw saidFailure('busy', 'runUnderWay', { run });
    }
  };

  const leave = async (): Promise<void> => {
    if (current !== null) {
      const { project, runs, thumbnails } = current;
      await parts.stopJobs();
      await thumbnails?.stop();
      await runs.close();
      current = null;
      await project.close();
    }
  };

  const enter = async (project: OpenProject): Promise<ProjectSummary> => {
    try {
      await leave();
      const thumbnails = project.readOnly ? null : parts.startThumbnails(project);
      current = { project, runs: parts.startRuns(project), thumbnails };
    } catch (error) {
      // Where the old project could not be left, the new one must not stay open behind it.
      await project.close();
      throw error;
    }
    parts.onOpened(project);
    const summary = projectSummary(project);
    parts.notify('project.changed', { project: summary });
    return summary;
  };

  return {
    get: () => current?.project ?? null,
    require: () => workplace().project,
    runs: () => workplace().runs,
    create: (path) =>
      inTurn(async () => {
        refuseWhileTraining();
        return enter(await createProject(path, parts.deps()));
      }),
    open: (path) =>
      inTurn(async () => {
        if (current !== null && isSamePlace(current.project.folder, path)) {
          return projectSummary(current.project);
        }
        refuseWhileTraining();
        return enter(await openProject(path, parts.deps()));
      }),
    newestBackup: (path) => {
      const backup = newestGoodBackup(projectFolder(path), parts.deps().sqliteBinding);
      return backup === null ? null : { file: backup.file, at: backup.at.toISOString() };
    },
    restore: (path) =>
      inTurn(async () => {
        refuseWhileTraining();
        const deps = parts.deps();
        const { from, kept } = await restoreProject(path, null, deps);
        return { from, kept, project: await enter(await openProject(path, deps)) };
      }),
    close: () =>
      inTurn(async () => {
        refuseWhileTraining();
        await leave();
        parts.notify('project.changed', { project: null });
      }),
    stopAndClose: () => inTurn(leave),
  };
}

/** A project may be named by its folder or by the database in it. */
function isSamePlace(folder: string, path: string): boolean {
  const place = resolve(path);
  return place === folder || place === join(folder, 'project.db');
}
