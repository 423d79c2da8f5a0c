/**
 * Runs some tasks at a time, and of those that wait the newest first: what a user looks at now goes before what was
 * scrolled past.
 */
export class NewestFirst {
  private readonly waiting: (() => void)[] = [];
  private running = 0;

  /** @param atATime tasks that run together. */
  constructor(private readonly atATime: number) {}

  /** Runs `task` in its turn; gives what it gives. */
  async run<T>(task: () => Promise<T>): Promise<T> {
    if (this.running >= this.atATime) {
      await new Promise<void>((resolve) => this.waiting.push(resolve));
    } else {
      this.running += 1;
    }
    try {
      return await task();
    } finally {
      const next = this.waiting.pop();
      if (next === undefined) {
        this.running -= 1;
      } else {
        // Its place is handed on.
        next();
      }
    }
  }
}
