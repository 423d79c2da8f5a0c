import { join } from 'node:path';
import { app, dialog, ipcMain, Menu, nativeTheme, session, type BrowserWindow } from 'electron';
import { noticeChannel } from '../src-shared/ipc/channels';
import type { Notices } from '../src-shared/ipc/notices';
import { ExpectedFailure, type Failure } from '../src-shared/ipc/failure';
import type { Locale } from '../src-shared/language/locale';
import { languageOf, localeOf, type Language } from '../src-shared/language/languages';
import { failureIn } from '../src-shared/language/told';
import { utilityLauncher } from './children/utility-launcher';
import { biteJobs } from './ipc/bite-jobs';
import { currentProject, type CurrentProject } from './ipc/current-project';
import { createHandlers } from './ipc/handlers';
import { longJobs } from './ipc/long-jobs';
import { registerHandlers } from './ipc/register-handlers';
import { appScheme, isTrustedSender } from './ipc/trusted-sender';
import { readNativeParts } from './native-parts';
import { runDoctor } from './services/doctor-service';
import type { Notify } from './services/notify';
import type { ProjectDeps } from './services/project-service';
import { RunService } from './services/run-service';
import { startThumbnails } from './services/thumbnail-routine';
import { openSettings } from './settings/settings-store';
import { systemAuthor } from './settings/system-author';
import { withRecent } from './settings/recent-projects';
import { pageServer } from './window/app-protocol';
import { chooseImages, choosePath } from './window/choose-path';
import { commandLineArguments, runCommandInApp } from './window/command-line-start';
import { createWindow } from './window/create-window';
import { serveScheme } from './window/electron-capabilities';
import { startLoopDelayProbe } from './window/event-loop-delay';
import { imageScheme, imageServer } from './window/image-protocol';
import { printPage } from './window/print-page';
import { projectArgument } from './window/project-argument';
import { inspectingWindow } from './ipc/inspect-handlers';
import { withInspected } from './window/inspected-images';
import { projectImages } from './window/project-images';
import { closeProjectBeforeQuit } from './window/quit';
import { secureBeforeReady, secureSession } from './window/security';
import { endNotices } from './window/end-notices';
import { showNotice } from './window/show-notice';
import { stayAwake } from './window/stay-awake';
import { settleUserDataFolder } from './window/user-data-folder';

// The composition root of the window. What must be settled before Electron is ready comes first; the rest is built
// in `start`, from the native parts up to the window.

const bundleFolder = __dirname;
const userDataFolder = settleUserDataFolder();
const command = commandLineArguments(process.argv.slice(1));
const namedProject = projectArgument(process.argv.slice(1), process.cwd());
secureBeforeReady();

if (command !== null) {
  // A command works beside an open window; it is the project that only one may have open.
  void runCommandInApp(command, bundleFolder);
  // The first start gets what the second one read: Chromium hands arguments over in another order.
} else if (app.requestSingleInstanceLock({ namedProject } satisfies SecondStart)) {
  app.whenReady().then(start).catch(giveUp);
} else {
  // The window that is open already gets this one's arguments, and comes to the front.
  app.quit();
}

/** What a second start hands to the one that is open already. */
interface SecondStart {
  readonly namedProject: string | null;
}

async function start(): Promise<void> {
  const report = (error: unknown): void => console.error(error);
  const parts = readNativeParts();
  const settings = openSettings(join(userDataFolder, 'settings.json'));
  nativeTheme.themeSource = settings.current().theme;

  const language = (): Language => settings.current().language ?? languageOf(app.getLocale());
  const locale = (): Locale => localeOf(language());

  let window: BrowserWindow | null = null;
  const keepAwake = stayAwake();
  const tellOfEnd = endNotices(locale, (told) => showNotice(told, () => window));
  const notify: Notify = (name, notice) => {
    if (name === 'run.changed' || name === 'project.changed') keepAwake(activeRun() !== null);
    // A notice's type goes with its name.
    if (name === 'run.changed') tellOfEnd((notice as Notices['run.changed']).run);
    if (window !== null && !window.isDestroyed()) {
      window.webContents.send(noticeChannel(name), notice);
    }
  };

  const launcher = utilityLauncher(bundleFolder);
  const jobs = longJobs(notify, report);
  const bites = biteJobs(notify);
  const systemName = systemAuthor();
  const projectDeps = (): ProjectDeps => ({
    launcher,
    sqliteBinding: parts.sqliteBinding,
    // Asked for at each event: the name may be changed while a project is open.
    get author() {
      return settings.current().author ?? systemName;
    },
  });
  const project = currentProject({
    deps: projectDeps,
    notify,
    startRuns: (opened) =>
      new RunService({
        project: opened,
        launcher,
        notify,
        weightsFile: parts.weights,
        libraryFolders: parts.tensorflow.libraryFolders,
      }),
    startThumbnails: (opened) => startThumbnails(opened, report),
    onOpened: (opened) =>
      settings.change(({ recent }) => ({ recent: withRecent(recent, opened.folder, new Date()) })),
    stopJobs: async () => {
      await Promise.all([jobs.stopAll(), bites.stopAll(), inspecting.close()]);
    },
  });

  const inspecting = inspectingWindow({
    ...{ project, launcher, notify, report },
    chooseImages: async () => (window === null ? [] : chooseImages(window, locale().dialogs)),
  });

  const activeRun = (): string | null => (project.get() === null ? null : project.runs().activeRun);

  registerHandlers({
    receiver: ipcMain,
    handlers: createHandlers({
      version: app.getVersion(),
      settings,
      project,
      launcher,
      trainer: { launcher, libraryFolders: parts.tensorflow.libraryFolders },
      jobs,
      bites,
      inspecting,
      projectDeps,
      systemAuthor: systemName,
      notify,
      choosePath: async (purpose) =>
        window === null ? null : choosePath(window, purpose, locale().dialogs),
      printToPdf: printPage,
      language,
      runDoctor: () => runDoctor({ launcher, parts }),
      applyTheme: (theme) => {
        nativeTheme.themeSource = theme;
      },
    }),
    isTrusted: (event) => isTrustedSender(event, window?.webContents),
    // Electron prints every rejection; where it comes from, only the cause knows.
    report: (rejection, cause) => {
      if (rejection.reason === 'bug') report(cause);
    },
  });

  secureSession(session.defaultSession);
  const servePages = await pageServer(join(bundleFolder, '../renderer'));
  serveScheme(session.defaultSession, appScheme, servePages, report);
  const serveImages = imageServer(() =>
    withInspected(projectImages(project.get()), inspecting.current()),
  );
  serveScheme(session.defaultSession, imageScheme, serveImages, report);

  // The default menu offers reloading, zooming and developer tools; a Mac needs one for copying and quitting.
  Menu.setApplicationMenu(
    process.platform === 'darwin'
      ? Menu.buildFromTemplate([{ role: 'appMenu' }, { role: 'editMenu' }, { role: 'windowMenu' }])
      : null,
  );

  if (process.env['ELLIPSIGHT_TEST'] === '1') {
    // Read by the end-to-end tests, which can evaluate in main; nothing in the window can.
    Object.assign(globalThis, { ellipsightLoopDelay: startLoopDelayProbe() });
  }

  const failure = namedProject === null ? null : await openNamed(project, namedProject);
  const opened = createWindow({
    bundleFolder,
    state: settings.current().window,
    onState: (state) => settings.change(() => ({ window: state })),
  });
  window = opened;
  if (failure !== null) void showFailure(opened, failure, locale());

  app.on('second-instance', (_event, _argv, _workingFolder, second) => {
    if (opened.isMinimized()) opened.restore();
    opened.focus();
    const wanted = (second as SecondStart).namedProject;
    if (wanted !== null) {
      void openNamed(project, wanted).then((refused) =>
        refused === null ? undefined : showFailure(opened, refused, locale()),
      );
    }
  });
  closeProjectBeforeQuit({
    window: opened,
    activeRun,
    words: () => locale().dialogs,
    waitingRuns: () =>
      project
        .runs()
        .queue()
        .entries.filter(({ run }) => run.state === 'waiting').length,
    close: () => project.stopAndClose(),
    stopNow: () => {
      if (project.get() !== null) project.runs().stopNow();
    },
  });
}

/** Opens the project that the command line names; an expected failure is for the user to read. */
async function openNamed(project: CurrentProject, path: string): Promise<Failure | null> {
  try {
    await project.open(path);
    return null;
  } catch (error) {
    if (error instanceof ExpectedFailure) return error.failure;
    throw error;
  }
}

async function showFailure(window: BrowserWindow, failure: Failure, locale: Locale): Promise<void> {
  const { message, next } = failureIn(locale, failure);
  await dialog.showMessageBox(window, {
    ...{ type: 'error', message, detail: next },
    buttons: [locale.dialogs.close],
  });
}

/** Nothing works without what failed here, so it is said and the app ends. */
function giveUp(error: unknown): void {
  console.error(error);
  const locale = localeOf(languageOf(app.getLocale()));
  if (error instanceof ExpectedFailure) {
    const { message, next } = failureIn(locale, error.failure);
    dialog.showErrorBox(message, next);
  } else {
    dialog.showErrorBox(locale.dialogs.notStarted, String(error));
  }
  app.exit(1);
}
