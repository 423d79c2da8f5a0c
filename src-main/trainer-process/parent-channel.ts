import type { TrainerCommand, TrainerEvent } from '../../src-shared/training/training-progress';

/** The one who started this process, whichever way: Electron's utilityProcess, or Node's fork. */
export interface ParentChannel {
  send(event: TrainerEvent): void;
  onCommand(listener: (command: TrainerCommand) => void): void;
  onClosed(listener: () => void): void;
  /** Resolves when what was sent has left this process. */
  flush(): Promise<void>;
}

/** The slice of Electron's `process.parentPort` that is used. */
interface ParentPort {
  postMessage(message: unknown): void;
  on(event: 'message', listener: (message: { readonly data: unknown }) => void): void;
  on(event: 'close', listener: () => void): void;
}

/** @returns null where nobody listens: the trainer was started by hand */
export function openParentChannel(): ParentChannel | null {
  const port = parentPort();
  if (port !== null) {
    return {
      send: (event) => {
        port.postMessage(event);
      },
      onCommand: (listener) => {
        port.on('message', ({ data }) => {
          if (isCommand(data)) {
            listener(data);
          }
        });
      },
      onClosed: (listener) => {
        port.on('close', listener);
      },
      // postMessage has no answer; a turn of the loop hands the queue to the other side.
      flush: () => new Promise((resolve) => setTimeout(resolve, 50)),
    };
  }
  return typeof process.send === 'function' ? forkChannel() : null;
}

function forkChannel(): ParentChannel {
  let last: Promise<void> = Promise.resolve();
  return {
    send: (event) => {
      if (process.connected) {
        last = new Promise((resolve) => {
          process.send?.(event, undefined, undefined, () => {
            resolve();
          });
        });
      }
    },
    onCommand: (listener) => {
      process.on('message', (message) => {
        if (isCommand(message)) {
          listener(message);
        }
      });
    },
    onClosed: (listener) => {
      process.on('disconnect', listener);
    },
    flush: () => last,
  };
}

function parentPort(): ParentPort | null {
  return 'parentPort' in process && isParentPort(process.parentPort) ? process.parentPort : null;
}

function isParentPort(value: unknown): value is ParentPort {
  return typeof value === 'object' && value !== null && 'postMessage' in value && 'on' in value;
}

function isCommand(message: unknown): message is TrainerCommand {
  return (
    typeof message === 'object' &&
    message !== null &&
    'kind' in message &&
    message.kind === 'cancel'
  );
}
