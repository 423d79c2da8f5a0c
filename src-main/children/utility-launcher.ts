import { utilityProcess } from 'electron';
import type { ChildChannel, ChildLauncher } from './child-channel';
import { childEntryFile } from './child-entry-file';
import { passWithoutRoutine } from './quiet-lines';

/**
 * Starts children as Electron utility processes, which is the only way in which TensorFlow and the window live in
 * one app: inside main its LLVM collides with the graphics driver's. The child talks through `process.parentPort`.
 *
 * @param bundleFolder Folder of the running bundle, `out/main`.
 * @param output `quiet` for a command line, whose standard output is for its results alone: what children write goes to
 *   standard error, without TensorFlow's routine lines.
 */
export function utilityLauncher(
  bundleFolder: string,
  output: 'inherit' | 'quiet' = 'inherit',
): ChildLauncher {
  return {
    launch(entry, args, env): ChildChannel {
      const child = utilityProcess.fork(childEntryFile(bundleFolder, entry), [...args], {
        env: { ...process.env, ...env },
        serviceName: `Ellipsight ${entry}`,
        stdio: output === 'quiet' ? 'pipe' : 'inherit',
      });
      for (const stream of [child.stdout, child.stderr]) {
        if (stream !== null) passWithoutRoutine(stream, process.stderr);
      }

      const exitListeners: ((code: number | null) => void)[] = [];
      let exited: { readonly code: number } | null = null;
      child.on('exit', (code) => {
        exited = { code };
        for (const listener of exitListeners) {
          listener(code);
        }
      });

      let killAsked = false;
      child.on('spawn', () => {
        if (killAsked) {
          endProcess(child.pid);
        }
      });

      return {
        get pid() {
          return child.pid;
        },
        send(message) {
          child.postMessage(message);
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
          killAsked = true;
          endProcess(child.pid);
        },
      };
    },
  };
}

/** Ends a process now: `UtilityProcess.kill` asks first, and a process inside a native call does not hear it. */
function endProcess(pid: number | undefined): void {
  if (pid === undefined) {
    // Not spawned yet; the `spawn` listener ends it.
    return;
  }
  try {
    process.kill(pid, 'SIGKILL');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ESRCH') {
      throw error;
    }
    // It is gone already, which is what was asked for.
  }
}
