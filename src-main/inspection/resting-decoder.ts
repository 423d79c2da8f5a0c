import { ExpectedFailure } from '../../src-shared/ipc/failure';
import type { ChildLauncher } from '../children/child-channel';
import { createDecoderClient, type DecoderClient } from '../services/decoder-client';

/** Decoder processes that hold a model while it is used, and give its memory back when it is not. */
export interface RestingDecoder {
  /** Uses the processes; they are started when first needed. */
  use<T>(work: (decoder: DecoderClient) => Promise<T>): Promise<T>;
  /** Ends the processes; work under way fails with `cancelled`. */
  close(): Promise<void>;
}

/** Milliseconds without use after which the processes end: a teacher's take more than a gigabyte. */
const restAfterMs = 60_000;

export function restingDecoder(
  launcher: ChildLauncher,
  processes: number,
  restMs: number = restAfterMs,
): RestingDecoder {
  let client: DecoderClient | null = null;
  let users = 0;
  let timer: NodeJS.Timeout | null = null;
  let closed = false;

  const end = async (): Promise<void> => {
    if (timer !== null) clearTimeout(timer);
    timer = null;
    const ending = client;
    client = null;
    await ending?.close();
  };

  return {
    async use(work) {
      if (timer !== null) clearTimeout(timer);
      timer = null;
      if (closed) throw new ExpectedFailure('cancelled', 'It was stopped.');
      users += 1;
      client ??= createDecoderClient({ launcher, processes });
      try {
        return await work(client);
      } finally {
        users -= 1;
        if (users === 0 && !closed) {
          timer = setTimeout(() => void end(), restMs);
          timer.unref();
        }
      }
    },
    close: () => {
      closed = true;
      return end();
    },
  };
}
