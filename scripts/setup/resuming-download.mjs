import { createWriteStream, existsSync, mkdirSync, renameSync, rmSync, statSync } from 'node:fs';
import { dirname } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { ProgressLine } from './progress-line.mjs';

/** How long a server may take to answer at all. */
const ANSWER_MILLISECONDS = 10_000;
/** How long it may then be silent. */
const SILENCE_MILLISECONDS = 30_000;
const ATTEMPTS_WITHOUT_A_BYTE = 3;

/**
 * A downloader for @electron/get that continues a partial file, which its own does not.
 * What arrives is checked by @electron/get against the checksums in the electron package.
 */
export class ResumingDownload {
  /**
   * @param {string} partial where the bytes are kept between runs
   * @param {string} label
   * @param {{ answerMilliseconds?: number, silenceMilliseconds?: number }} [limits]
   */
  constructor(partial, label, limits = {}) {
    this.partial = partial;
    this.progress = new ProgressLine(label);
    this.answerMilliseconds = limits.answerMilliseconds ?? ANSWER_MILLISECONDS;
    this.silenceMilliseconds = limits.silenceMilliseconds ?? SILENCE_MILLISECONDS;
  }

  /**
   * @param {string} url
   * @param {string} target
   */
  async download(url, target) {
    mkdirSync(dirname(this.partial), { recursive: true });
    let attempts = 0;
    for (;;) {
      const before = this.#bytesThere();
      try {
        await this.#continueOnce(url);
        break;
      } catch (problem) {
        attempts = this.#bytesThere() > before ? 0 : attempts + 1;
        // A server that refuses will refuse again.
        if (problem instanceof Refused || attempts >= ATTEMPTS_WITHOUT_A_BYTE) throw problem;
        // One that never answered is most likely out of reach: the replacement need not wait.
        if (before === 0 && this.#bytesThere() === 0) throw problem;
      }
    }
    this.progress.end();
    renameSync(this.partial, target);
  }

  #bytesThere() {
    return existsSync(this.partial) ? statSync(this.partial).size : 0;
  }

  /** @param {string} url */
  async #continueOnce(url) {
    const start = this.#bytesThere();
    const abort = new AbortController();
    let timer = setTimeout(
      () => abort.abort(new Error(`no answer within ${this.answerMilliseconds / 1000} s`)),
      this.answerMilliseconds,
    );
    try {
      /** @type {Record<string, string>} */
      const headers = { 'accept-encoding': 'identity' };
      if (start > 0) headers.range = `bytes=${start}-`;
      const response = await fetch(url, { headers, signal: abort.signal });
      if (response.status === 416) return;
      if (!response.ok || response.body === null) {
        throw new Refused(`the server answered ${response.status} ${response.statusText}`);
      }
      const continues = response.status === 206;
      if (!continues) rmSync(this.partial, { force: true });
      const first = continues ? start : 0;
      const length = Number(response.headers.get('content-length'));
      this.progress.total = length > 0 ? first + length : undefined;
      let bytes = first;
      const onBytes = (/** @type {Uint8Array} */ chunk) => {
        bytes += chunk.length;
        this.progress.update(bytes);
        clearTimeout(timer);
        timer = setTimeout(
          () => abort.abort(new Error(`silence for ${this.silenceMilliseconds / 1000} s`)),
          this.silenceMilliseconds,
        );
      };
      await pipeline(
        Readable.fromWeb(/** @type {import('stream/web').ReadableStream} */ (response.body)),
        async function* (/** @type {AsyncIterable<Uint8Array>} */ source) {
          for await (const chunk of source) {
            onBytes(chunk);
            yield chunk;
          }
        },
        createWriteStream(this.partial, { flags: continues ? 'a' : 'w' }),
      );
    } finally {
      clearTimeout(timer);
    }
  }
}

/** The server answered, and will not give the file. */
class Refused extends Error {}
