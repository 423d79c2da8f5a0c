import { ExpectedFailure } from '../../src-shared/ipc/failure';
import type { InspectRequests, InspectionView } from '../../src-shared/ipc/inspect-views';
import type { ChildLauncher } from '../children/child-channel';
import { inspectingModel } from '../inspection/inspecting-model';
import { Inspection } from '../inspection/inspection';
import type { Notify } from '../services/notify';
import type { CurrentProject } from './current-project';
import type { Handlers } from './register-handlers';

/** The images that the window inspects; one set at a time, of the open project. */
export interface InspectingWindow {
  readonly handlers: Pick<Handlers, keyof InspectRequests>;
  /** What is inspected; null for nothing. */
  current(): Inspection | null;
  /** Forgets what was inspected. */
  close(): Promise<void>;
}

/** Milliseconds between two notices. */
const noticeInterval = 200;

const nothing: Omit<InspectionView, 'session'> = {
  ...{ choice: null, by: null, state: 'empty', progress: null, leftOut: 0 },
  counts: { all: 0, defective: 0, inspect: 0, ok: 0, unreadable: 0 },
  ...{ failure: null, training: null },
};

export interface InspectingParts {
  readonly project: CurrentProject;
  readonly launcher: ChildLauncher;
  readonly notify: Notify;
  /** Shows the system's dialog for image files; none when the user gives up. */
  readonly chooseImages: () => Promise<readonly string[]>;
  /** Told of errors that nobody expected. */
  readonly report: (error: unknown) => void;
}

export function inspectingWindow({
  project,
  launcher,
  notify,
  chooseImages,
  report,
}: InspectingParts): InspectingWindow {
  let inspection: Inspection | null = null;
  let paths: string[] = [];
  let session = 0;
  let timer: NodeJS.Timeout | null = null;
  let turn: Promise<unknown> = Promise.resolve();

  const view = (): InspectionView => ({ session, ...(inspection?.view() ?? nothing) });
  const onChange = (): void => {
    timer ??= setTimeout(() => {
      timer = null;
      notify('inspect.changed', { view: view() });
    }, noticeInterval);
  };
  const close = async (): Promise<void> => {
    const closing = inspection;
    inspection = null;
    paths = [];
    session += 1;
    await closing?.close();
  };
  /** Two drops in a row must not begin twice. */
  const inTurn = <T>(work: () => Promise<T>): Promise<T> => {
    const mine = turn.then(work);
    turn = mine.catch(() => undefined);
    return mine;
  };
  const begun = (): Inspection => {
    if (inspection === null) {
      throw new ExpectedFailure(
        'not-found',
        'Nothing is inspected any more.',
        'Drop images on the window again.',
      );
    }
    return inspection;
  };

  return {
    handlers: {
      'inspect.choose-images': async () => ({ paths: await chooseImages() }),
      'inspect.view': view,
      'inspect.start': ({ choice, paths: added }) =>
        inTurn(async () => {
          const open = project.require();
          const by = await inspectingModel(open, choice);
          if (inspection?.decidesAs(by) !== true) {
            const before = paths;
            await close();
            inspection = new Inspection(open, { launcher, onChange, report }, choice, by);
            inspection.add(before);
            paths = before;
          }
          paths.push(...added);
          inspection.add(added);
          return view();
        }),
      'inspect.stop': () => {
        inspection?.stop();
        return view();
      },
      'inspect.clear': () =>
        inTurn(async () => {
          await close();
          return view();
        }),
      'inspect.page': ({ filter, offset, limit }) =>
        inspection?.page(filter, offset, limit) ?? { rows: [], total: 0 },
      'inspect.image': ({ id }) => begun().image(id),
      'inspect.teacher': ({ id }) => begun().teacherOf(id),
      'inspect.nearest': ({ id }) => begun().nearest(id),
      'inspect.read-training': async () => {
        await begun().readTraining();
        return view();
      },
    },
    current: () => inspection,
    close: () => inTurn(close),
  };
}
