/** The way to main: Electron's `process.parentPort` in a utility process, the IPC channel of a forked Node process. */
export interface ParentChannel {
  send(message: unknown): void;
  onMessage(listener: (message: unknown) => void): void;
  /** Main has gone. */
  onClose(listener: () => void): void;
}

/** The slice of Electron's ParentPort that is used; plain Node does not have it. */
interface ParentPort {
  postMessage(message: unknown): void;
  on(event: 'message', listener: (event: { readonly data: unknown }) => void): void;
  on(event: 'close', listener: () => void): void;
}

/** @throws Error where this process was not started as a child. */
export function parentChannel(): ParentChannel {
  // Electron's types give every Node process a port; under plain Node it is missing.
  const { parentPort: port } = process as unknown as { readonly parentPort?: ParentPort };
  if (port !== undefined) {
    return {
      send: (message) => {
        port.postMessage(message);
      },
      onMessage: (listener) => {
        port.on('message', (event) => {
          listener(event.data);
        });
      },
      onClose: (listener) => {
        port.on('close', listener);
      },
    };
  }
  if (process.send === undefined) {
    throw new Error('This file is started by Ellipsight, not by hand.');
  }
  return {
    send: (message) => {
      process.send?.(message);
    },
    onMessage: (listener) => {
      process.on('message', listener);
    },
    onClose: (listener) => {
      process.on('disconnect', listener);
    },
  };
}
