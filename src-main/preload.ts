import { contextBridge, ipcRenderer, webUtils } from 'electron';
import type { Bridge } from '../src-shared/ipc/bridge';
import { noticeChannel, requestChannel } from '../src-shared/ipc/channels';
import { noticeNames, type NoticeName, type Notices } from '../src-shared/ipc/notices';
import { mostDropped } from '../src-shared/ipc/inspect-views';
import { requestNames } from '../src-shared/ipc/request-names';
import type { RequestArgument, RequestName } from '../src-shared/ipc/requests';

// Runs in the sandboxed renderer, in a world of its own. The page gets two functions over allow-lists: no channel
// name, event object or Electron API reaches it.

const knownRequests: ReadonlySet<unknown> = new Set<RequestName>(requestNames);
const knownNotices: ReadonlySet<unknown> = new Set<NoticeName>(noticeNames);

const bridge: Bridge = {
  request(name, argument) {
    if (!knownRequests.has(name)) {
      return Promise.reject(new Error(`There is no request named ${JSON.stringify(name)}.`));
    }
    return ipcRenderer.invoke(requestChannel(name), argument);
  },

  onNotice<N extends NoticeName>(name: N, listener: (notice: Notices[N]) => void) {
    if (!knownNotices.has(name)) {
      throw new Error(`There is no notice named ${JSON.stringify(name)}.`);
    }
    const channel = noticeChannel(name);
    // The event carries `sender`, a raw Electron object: only the notice goes on.
    const forward = (_event: unknown, notice: Notices[N]): void => listener(notice);
    ipcRenderer.on(channel, forward);
    return () => {
      ipcRenderer.removeListener(channel, forward);
    };
  },
};

contextBridge.exposeInMainWorld('ellipsight', bridge);

// Main's types know no page; this is all that is used of it.
declare const window: {
  addEventListener(type: 'drop', listener: (event: DropEvent) => void, capture: boolean): void;
};
interface DropEvent {
  readonly isTrusted: boolean;
  readonly dataTransfer: { readonly files: ArrayLike<DroppedFile> } | null;
}
/** Until Electron 31 a file says its path itself. */
type DroppedFile = Parameters<typeof webUtils.getPathForFile>[0] & { readonly path?: string };

// The paths of dropped files are read here, so that the page needs no function that gives paths.
window.addEventListener(
  'drop',
  ({ isTrusted, dataTransfer }) => {
    if (!isTrusted || dataTransfer === null) return;
    const paths = Array.from(dataTransfer.files, pathOf).filter((path) => path !== '');
    if (paths.length === 0) return;
    const dropped: RequestArgument<'app.drop'> = {
      paths: paths.slice(0, mostDropped),
      leftOut: Math.max(0, paths.length - mostDropped),
    };
    void ipcRenderer.invoke(requestChannel('app.drop'), dropped);
  },
  true,
);

/** Empty for what lies nowhere on a disk, such as a picture out of a browser. */
function pathOf(file: DroppedFile): string {
  // Electron has it since 29.
  const utils = webUtils as typeof webUtils | undefined;
  return utils === undefined ? (file.path ?? '') : utils.getPathForFile(file);
}
