/** A running child process, whichever way it was started (Electron's utilityProcess or a forked Node process). */
export interface ChildChannel {
  readonly pid: number | undefined;
  send(message: unknown): void;
  onMessage(listener: (message: unknown) => void): void;
  /** Called once; any exit that was not asked for counts as a crash. */
  onExit(listener: (code: number | null) => void): void;
  kill(): void;
}

export type ChildEntry = 'trainer' | 'decoder';

/** Starts the built entry of a child; the composition root chooses which launcher is used. */
export interface ChildLauncher {
  launch(
    entry: ChildEntry,
    args: readonly string[],
    env: Readonly<Record<string, string>>,
  ): ChildChannel;
}
