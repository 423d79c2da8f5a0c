/** Where progress is shown. */
export interface ProgressScreen {
  readonly isTerminal: boolean;
  readonly columns: number;
  write(text: string): void;
  /** Milliseconds of a clock that never runs backwards. */
  now(): number;
}

/** One state of the work: a share for the bar, and what to say beside it. */
export interface ShownProgress {
  /** 0–1. */
  readonly fraction: number;
  readonly text: string;
}

/** A terminal is drawn anew at most this often, ms; elsewhere a line each 10 s keeps logs short. */
const redrawInterval = 100;
const lineInterval = 10_000;
const barWidth = 20;

/** Shows progress on standard error: a bar that is drawn over itself on a terminal, else a line each 10 seconds. */
export class ProgressLine {
  readonly #screen: ProgressScreen;
  #shownAt: number | null = null;
  #drawn = false;
  #newest: ShownProgress | null = null;

  constructor(screen: ProgressScreen) {
    this.#screen = screen;
  }

  show(progress: ShownProgress): void {
    this.#newest = progress;
    const interval = this.#screen.isTerminal ? redrawInterval : lineInterval;
    const now = this.#screen.now();
    if (this.#shownAt !== null && now - this.#shownAt < interval) return;
    this.#shownAt = now;
    this.#draw(progress);
  }

  /** Says something for good, above the bar. */
  say(text: string): void {
    this.#clear();
    this.#screen.write(`${text}\n`);
  }

  /** Ends the bar; its newest state stays in view. */
  end(): void {
    if (this.#screen.isTerminal && this.#newest !== null) {
      this.#draw(this.#newest);
      this.#screen.write('\n');
      this.#drawn = false;
    }
    this.#newest = null;
    this.#shownAt = null;
  }

  #draw({ fraction, text }: ShownProgress): void {
    const percent = `${String(Math.floor(fraction * 100)).padStart(3)} %`;
    if (!this.#screen.isTerminal) {
      this.#screen.write(`${percent}  ${text}\n`);
      return;
    }
    const full = Math.round(Math.min(Math.max(fraction, 0), 1) * barWidth);
    const bar = '█'.repeat(full) + '░'.repeat(barWidth - full);
    const line = `${bar} ${percent}  ${text}`.slice(0, Math.max(this.#screen.columns - 1, 20));
    this.#screen.write(`\r\u001b[K${line}`);
    this.#drawn = true;
  }

  #clear(): void {
    if (this.#drawn) this.#screen.write('\r\u001b[K');
    this.#drawn = false;
  }
}
