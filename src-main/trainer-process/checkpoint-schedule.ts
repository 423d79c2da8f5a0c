/** A long interval between checkpoints never exceeds this, seconds: at most five minutes of work are lost. */
const longestPause = 270;
/** Share of the time that may go into checkpoints: one part in so many. */
const shareOfTime = 50;
const hour = 3600;

/** When a trial writes checkpoints, and which of them are kept for an hour of training. */
export class CheckpointSchedule {
  #last: number;
  #cost = 0;
  #trained: number;
  #keptHours: number;

  /**
   * @param leastPause between two checkpoints, seconds
   * @param now seconds of the monotonic clock
   * @param trained seconds that the trial had trained before, in whatever process
   */
  constructor(
    private readonly leastPause: number,
    now: number,
    trained: number,
  ) {
    this.#last = now;
    this.#trained = trained;
    this.#keptHours = Math.floor(trained / hour);
  }

  /** At most every fiftieth second goes into checkpoints, unless five minutes of work are at stake. */
  isDue(now: number): boolean {
    const pause = Math.max(this.leastPause, shareOfTime * this.#cost);
    return now - this.#last >= Math.min(pause, longestPause);
  }

  /** What a checkpoint that is begun now keeps of time: seconds trained, and whether it is the first of its hour. */
  begin(now: number): { readonly trainedSeconds: number; readonly hourly: boolean } {
    const trainedSeconds = this.#trained + (now - this.#last);
    return { trainedSeconds, hourly: Math.floor(trainedSeconds / hour) > this.#keptHours };
  }

  /** Says that the checkpoint which was begun at `started` is durable. */
  written(started: number, now: number): void {
    this.#trained += started - this.#last;
    this.#keptHours = Math.max(this.#keptHours, Math.floor(this.#trained / hour));
    this.#last = now;
    this.#cost = now - started;
  }
}
