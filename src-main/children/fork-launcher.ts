import { fork } from 'node:child_process';
import type { ChildChannel, ChildLauncher } from './child-channel';
import { childEntryFile } from './child-entry-file';
import { passWithoutRoutine } from './quiet-lines';

/**
 * Starts children as forked Node processes: the command line's way.
 * Their standard output goes to standard error, since the command line's own output is for its JSON alone.
 *
 * @param bundleFolder Folder of the running bundle, `out/main`.
 */
export function forkLauncher(bundleFolder: string): ChildLauncher {
  return {
    launch(entry, args, env): ChildChannel {
      const child = fork(childEntryFile(bundleFolder, entry), [...args], {
        env: { ...process.env, ...env },
        serialization: 'advanced',
        stdio: ['ignore', 2, 'pipe', 'ipc'],
        // A terminal sends its interrupt to the whole group of processes; the command line alone decides what it means.
        detached: process.platform !== 'win32',
      });

      if (child.stderr !== null) passWithoutRoutine(child.stderr, process.stderr);

      const exitListeners: ((code: number | null) => void)[] = [];
      let exited: { readonly code: number | null } | null = null;
      const announceExit = (code: number | null): void => {
        if (exited !== null) {
          return;
        }
        exited = { code };
        for (const listener of exitListeners) {
          listener(code);
        }
      };
      // A child that could not be started gives 'error' and no 'exit'.
      child.on('error', (error) => {
        if (child.pid === undefined) {
          console.error(`The ${entry} process could not be started: ${error.message}`);
          announceExit(null);
        }
      });
      child.on('exit', announceExit);

      return {
        pid: child.pid,
        send(message) {
          // A message to a child that has just died fails here; its exit says so.
          if (child.connected) {
            child.send(message as never, ignoreSendToDeadChild);
          }
        },
        onMessage(listener) {
          child.on('message', listener);
        },
        onExit(listener) {
          if (exited === null) {
            exitListeners.push(listener);
          } else {
            listener(exited.code);
          }
        },
        kill() {
          child.kill('SIGKILL');
        },
      };
    },
  };
}

function ignoreSendToDeadChild(): void {
  // Without a callback, the error of a send that crossed the child's death would be thrown as an event.
}
