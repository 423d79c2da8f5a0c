import type { RunProgress } from '../../src-shared/ipc/run-views';
import type { NoticeName, Notices } from '../../src-shared/ipc/notices';
import type { Notify } from '../services/notify';
import { openProject, type OpenProject, type ProjectDeps } from '../services/project-service';
import { RunService } from '../services/run-service';
import type { TrainerParts } from '../services/trainer-job-run';
import type { CommandContext } from './command-context';

/** What opening or making a project takes. */
export function projectDeps(context: CommandContext): ProjectDeps {
  return {
    launcher: context.launcher,
    sqliteBinding: context.parts().sqliteBinding,
    author: context.author,
  };
}

/** What starting a trainer takes. */
export function trainerParts(context: CommandContext): TrainerParts {
  const { tensorflow } = context.parts();
  return { launcher: context.launcher, libraryFolders: tensorflow.libraryFolders };
}

/** Opens the project, does the work, and closes it however the work ends. */
export async function withProject<T>(
  context: CommandContext,
  path: string,
  work: (project: OpenProject) => Promise<T>,
): Promise<T> {
  const project = await openProject(path, projectDeps(context));
  try {
    return await work(project);
  } finally {
    await project.close();
  }
}

/** As {@link withProject}, with the project's runs; `onProgress` hears of the run under way. */
export async function withRuns<T>(
  context: CommandContext,
  path: string,
  work: (runs: RunService, project: OpenProject) => Promise<T>,
  onProgress: (progress: RunProgress) => void = () => undefined,
): Promise<T> {
  const notify: Notify = <N extends NoticeName>(name: N, notice: Notices[N]): void => {
    if (name === 'run.progress') {
      // TypeScript does not narrow the notice by its name.
      onProgress((notice as Notices['run.progress']).progress);
    }
  };
  return withProject(context, path, async (project) => {
    const parts = context.parts();
    const runs = new RunService({
      project,
      launcher: context.launcher,
      notify,
      weightsFile: parts.weights,
      libraryFolders: parts.tensorflow.libraryFolders,
    });
    return work(runs, project);
  });
}
