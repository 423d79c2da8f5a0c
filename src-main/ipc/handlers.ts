import type { ChildLauncher } from '../children/child-channel';
import type { RequestResult } from '../../src-shared/ipc/requests';
import type { AppState, DoctorCheck } from '../../src-shared/ipc/views';
import { teacherArchitectures } from '../services/architecture-list';
import { checkImageFile } from '../services/image-file-check';
import { cleanUp, diskUse } from '../services/disk-service';
import { droppedPlace } from '../services/dropped-place';
import { projectBeside } from '../services/folder-project';
import { groupImages, previewGroups } from '../services/group-images-service';
import { imageHistory } from '../services/image-history';
import { searchNeighbours, searchPage } from '../services/image-search';
import { imageDetail } from '../services/image-service';
import { checkSource, importSource, previewSource } from '../services/import-service';
import { evaluationDecisions } from '../services/kept-evaluation-service';
import {
  addEllipses,
  changeEllipses,
  deleteEllipses,
  setVerdict,
} from '../services/labelling-service';
import { changeImages } from '../services/many-images-service';
import { groupDuplicates, nearDuplicates } from '../services/near-duplicates-service';
import type { Notify } from '../services/notify';
import { previewPurge, purgeExcluded } from '../services/purge-service';
import { projectSummary, type ProjectDeps } from '../services/project-service';
import { runLog, runPage, setRunNotes } from '../services/run-page-service';
import { addSample } from '../services/sample-service';
import {
  addTexture,
  changeTexture,
  mergeTextures,
  orderTextures,
} from '../services/texture-service';
import type { TrainerParts } from '../services/trainer-job-run';
import { redoWhole, undoWhole, type Replayed } from '../services/undo-service';
import type { Language } from '../../src-shared/language/languages';
import { recentProjects } from '../settings/recent-projects';
import { settingsHandlers } from './settings-handlers';
import type { SettingsStore } from '../settings/settings-store';
import type { Purpose } from '../../src-shared/ipc/purposes';
import type { BiteJobs } from './bite-jobs';
import type { CurrentProject } from './current-project';
import type { PrintToPdf } from '../reports/print-to-pdf';
import { choosingHandlers } from './choosing-handlers';
import { deploymentHandlers } from './deployment-handlers';
import { exchangeHandlers } from './exchange-handlers';
import type { InspectingWindow } from './inspect-handlers';
import type { LongJobs } from './long-jobs';
import { lookHandlers } from './look-handlers';
import { planHandlers } from './plan-handlers';
import { proposalHandlers } from './proposal-handlers';
import { reportHandlers } from './report-handlers';
import { reviewHandlers } from './review-handlers';
import type { Handlers } from './register-handlers';
import { weightsHandlers } from './weights-handlers';
import { safekeepingHandlers } from './safekeeping-handlers';

/** What the handlers work with; built by the composition root. */
export interface HandlerParts {
  readonly version: string;
  readonly settings: SettingsStore;
  readonly project: CurrentProject;
  readonly jobs: LongJobs;
  /** Starts the process that reads weight files. */
  readonly launcher: ChildLauncher;
  /** Starts the trainers of short jobs. */
  readonly trainer: TrainerParts;
  readonly bites: BiteJobs;
  /** What opening or restoring a project takes. */
  readonly projectDeps: () => ProjectDeps;
  /** The system's name of the user. */
  readonly systemAuthor: string;
  readonly notify: Notify;
  /** Shows the system's dialog. */
  readonly choosePath: (purpose: Purpose) => Promise<string | null>;
  readonly printToPdf: PrintToPdf;
  /** What the window inspects. */
  readonly inspecting: InspectingWindow;
  /** The window's. */
  readonly language: () => Language;
  /** Looks over this computer and the native parts; takes seconds, since it times a matrix product. */
  readonly runDoctor: () => Promise<readonly DoctorCheck[]>;
  /** Makes the theme known to the window's frame and pages. */
  readonly applyTheme: (theme: AppState['theme']) => void;
}

/** The table: what each request of the window does. */
export function createHandlers(parts: HandlerParts): Handlers {
  const { settings, project, jobs, bites } = parts;

  const appState = (): AppState => {
    const open = project.get();
    return {
      version: parts.version,
      project: open === null ? null : projectSummary(open),
      recent: recentProjects(settings.current().recent),
      theme: settings.current().theme,
      author: {
        name: settings.current().author ?? parts.systemAuthor,
        given: settings.current().author !== null,
      },
      keys: settings.current().keys,
    };
  };

  return {
    'app.state': appState,
    ...settingsHandlers(settings, project, appState),
    'app.set-theme': ({ theme }) => {
      settings.change(() => ({ theme }));
      parts.applyTheme(theme);
      return appState();
    },
    'app.set-author': ({ name }) => {
      settings.change(() => ({ author: name }));
      return appState();
    },
    'app.set-language': ({ language }) => {
      if (language !== settings.current().language) settings.change(() => ({ language }));
      return null;
    },
    'app.drop': async ({ paths, leftOut }) => {
      const [first] = paths;
      const place = first === undefined ? null : await droppedPlace(first);
      parts.notify('app.dropped', { place, paths, leftOut });
      return null;
    },
    'app.choose': async ({ purpose }) => ({ path: await parts.choosePath(purpose) }),
    'app.doctor': async () => ({ checks: await parts.runDoctor() }),

    'project.create': ({ path }) => project.create(path),
    'project.beside': ({ folder }) => {
      const { path, exists } = projectBeside(folder);
      return exists ? project.open(path) : project.create(path);
    },
    'project.open': ({ path }) => project.open(path),
    'project.close': async () => {
      await project.close();
      return null;
    },
    'project.newest-backup': ({ path }) => ({ backup: project.newestBackup(path) }),
    'project.restore': ({ path }) => project.restore(path),
    'project.summary': () => projectSummary(project.require()),
    'project.sample': (sample) => {
      const open = project.require();
      return jobs.start(async (hooks) => ({
        kind: 'import',
        summary: await addSample(open, sample, hooks),
      }));
    },

    'import.preview': ({ source, format, corrections }) =>
      previewSource(project.require(), source, corrections, format),
    'import.check': (source) => {
      const open = project.require();
      return jobs.start(async (hooks) => ({
        kind: 'import-check',
        summary: await checkSource(open, { ...source, texture: null }, hooks),
      }));
    },
    'import.start': (source) => {
      const open = project.require();
      return jobs.start(async (hooks) => ({
        kind: 'import',
        summary: await importSource(open, { ...source, texture: null }, hooks),
      }));
    },
    ...exchangeHandlers(project, jobs),
    ...deploymentHandlers(project, jobs),
    ...weightsHandlers(parts.launcher, jobs),
    ...safekeepingHandlers(project, jobs, parts.projectDeps),
    'job.cancel': ({ job }) => {
      jobs.cancel(job);
      return null;
    },

    'images.page': ({ filter, offset, limit }) =>
      searchPage(project.require(), filter, offset, limit),
    'images.get': ({ imageId }) => imageDetail(project.require(), imageId),
    'images.check-file': async ({ imageId }) => {
      await checkImageFile(project.require(), imageId);
      return null;
    },
    'images.history': ({ imageId }) => imageHistory(project.require(), imageId),
    'images.neighbours': ({ imageId, filter }) =>
      searchNeighbours(project.require(), imageId, filter),

    ...lookHandlers(project),
    'labels.add-ellipses': ({ imageId, shapes }) => addEllipses(project.require(), imageId, shapes),
    'labels.change-ellipses': ({ imageId, changes }) =>
      changeEllipses(project.require(), imageId, changes),
    'labels.delete-ellipses': ({ imageId, ellipseIds }) =>
      deleteEllipses(project.require(), imageId, ellipseIds),
    'labels.set-verdict': ({ imageId, verdict, deleteEllipses: alsoEllipses }) =>
      setVerdict(project.require(), imageId, verdict, alsoEllipses),
    ...reviewHandlers(project),
    'labels.undo': async () =>
      undone(await bites.run((hooks) => undoWhole(project.require(), hooks))),
    'labels.redo': async () =>
      undone(await bites.run((hooks) => redoWhole(project.require(), hooks))),

    'images.change-many': ({ selection, change }) =>
      bites.run((hooks) => changeImages(project.require(), selection, change, hooks)),
    'images.stop-changing': () => {
      bites.cancel();
      return null;
    },
    'images.purge-preview': () => previewPurge(project.require()),
    'images.purge': () => bites.run((hooks) => purgeExcluded(project.require(), hooks)),

    'groups.preview': ({ selection, naming }) =>
      previewGroups(project.require(), selection, naming),
    'groups.set': ({ selection, naming }) =>
      bites.run((hooks) => groupImages(project.require(), selection, naming, hooks)),

    'duplicates.find': ({ query }) =>
      bites.run((hooks) => nearDuplicates(project.require(), query, hooks)),
    'duplicates.group': ({ query, onlyAcross }) =>
      bites.run((hooks) => groupDuplicates(project.require(), query, onlyAcross, hooks)),

    'disk.use': () => diskUse(project.require()),
    'disk.clean': ({ kinds }) => bites.run((hooks) => cleanUp(project.require(), kinds, hooks)),

    'textures.add': ({ name }) => {
      addTexture(project.require(), name);
      return projectSummary(project.require());
    },
    'textures.change': ({ textureId, change }) => {
      changeTexture(project.require(), textureId, change);
      return projectSummary(project.require());
    },
    'textures.order': ({ textureIds }) => {
      orderTextures(project.require(), textureIds);
      return projectSummary(project.require());
    },
    'textures.merge': ({ from, into }) =>
      bites.run((hooks) => mergeTextures(project.require(), from, into, hooks)),

    ...planHandlers(project),
    ...proposalHandlers(project, jobs, parts.trainer),
    ...choosingHandlers(project, settings),
    ...parts.inspecting.handlers,
    'runs.list': () => ({ runs: project.runs().list() }),
    'runs.get': ({ run }) => project.runs().get(run),
    'plans.architectures': ({ textures, patchSize }) => ({
      architectures: teacherArchitectures(textures, patchSize),
    }),
    'runs.page': ({ run }) => runPage(project.require(), run),
    'runs.log': ({ run }) => runLog(project.require(), run),
    'runs.set-notes': ({ run, notes }) => setRunNotes(project.require(), run, notes),
    'runs.decisions': ({ run, trial, iteration }) =>
      evaluationDecisions(project.require(), run, trial, iteration),
    'runs.check-plan': ({ plan }) => project.runs().check(plan),
    'runs.start-teacher': ({ plan }) => project.runs().startTeacher(plan),
    'runs.start-student': ({ plan }) => project.runs().startStudent(plan),
    'runs.cancel': ({ run }) => project.runs().cancel(run),
    'runs.resume': ({ run }) => project.runs().resume(run),
    'runs.pause': ({ run }) => project.runs().pause(run),
    'runs.move': ({ run, place }) => project.runs().move(run, place),
    'queue.list': () => project.runs().queue(),
    'queue.continue': ({ goOn }) =>
      goOn ? project.runs().continueQueue() : project.runs().pauseLeftOver(),

    ...reportHandlers(project, parts.printToPdf, parts.language),
  };
}

function undone({ gesture, imageId, images }: Replayed): RequestResult<'labels.undo'> {
  return { found: gesture !== null, imageId, images };
}
