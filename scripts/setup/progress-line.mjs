/** Seconds between two lines where the output is not a terminal. */
const SECONDS_BETWEEN_LINES = 10;
const BYTES_PER_MEGABYTE = 1e6;

/**
 * The text of a download's state.
 *
 * @param {string} label
 * @param {number} bytes how many are there, in all
 * @param {number | undefined} total how many there will be; undefined when the server does not say
 * @param {number} bytesPerSecond over this run; 0 while unknown
 */
export function progressText(label, bytes, total, bytesPerSecond) {
  const megabytes = (/** @type {number} */ n) => (n / BYTES_PER_MEGABYTE).toFixed(1);
  const rate = bytesPerSecond > 0 ? `, ${megabytes(bytesPerSecond)} MB/s` : '';
  if (total === undefined || total === 0) return `${label}: ${megabytes(bytes)} MB${rate}`;
  const percent = Math.floor((100 * bytes) / total);
  const left =
    bytesPerSecond > 0 ? `, ${minutesAndSeconds((total - bytes) / bytesPerSecond)} left` : '';
  return `${label}: ${percent} %, ${megabytes(bytes)} of ${megabytes(total)} MB${rate}${left}`;
}

/** @param {number} seconds */
function minutesAndSeconds(seconds) {
  const whole = Math.max(0, Math.round(seconds));
  return `${Math.floor(whole / 60)}:${String(whole % 60).padStart(2, '0')} min`;
}

/**
 * Shows a download: one line rewritten on a terminal, elsewhere a line each 10 s and one at the end.
 */
export class ProgressLine {
  /** @type {number | undefined} */
  total = undefined;
  /** @type {number | undefined} */
  #firstBytes = undefined;
  #startedAt = 0;
  #shownAt = 0;
  #bytes = 0;

  /**
   * @param {string} label
   * @param {NodeJS.WriteStream} [out]
   * @param {() => number} [now] milliseconds
   */
  constructor(label, out = process.stderr, now = Date.now) {
    this.label = label;
    this.out = out;
    this.now = now;
    this.#shownAt = now();
  }

  /** @param {number} bytes how many are there, those of an earlier run included */
  update(bytes) {
    const now = this.now();
    if (this.#firstBytes === undefined) {
      this.#firstBytes = bytes;
      this.#startedAt = now;
    }
    this.#bytes = bytes;
    if (this.out.isTTY) {
      this.out.write(`\r\x1b[K  ${this.#text(now)}`);
    } else if (now - this.#shownAt >= SECONDS_BETWEEN_LINES * 1000) {
      this.#shownAt = now;
      this.out.write(`  ${this.#text(now)}\n`);
    }
  }

  /** Leaves the last state standing. */
  end() {
    if (this.#firstBytes === undefined) return;
    const text = this.#text(this.now());
    this.out.write(this.out.isTTY ? `\r\x1b[K  ${text}\n` : `  ${text}\n`);
  }

  /** @param {number} now */
  #text(now) {
    const seconds = (now - this.#startedAt) / 1000;
    const rate = seconds > 0.5 ? (this.#bytes - (this.#firstBytes ?? 0)) / seconds : 0;
    return progressText(this.label, this.#bytes, this.total, rate);
  }
}
