import { afterEach } from 'vitest';
import type { ChildLauncher } from '../../../src-main/children/child-channel';
import { createDecoderClient, type DecoderClient } from '../../../src-main/services/decoder-client';
import { createHash } from 'node:crypto';
import { ExpectedFailure } from '../../../src-shared/ipc/failure';
import { testLauncher } from '../child-processes';

const clients: DecoderClient[] = [];
afterEach(async () => {
  for (const client of clients.splice(0)) await client.close();
});

/** Two real decoder processes that end with the test. */
export function client(
  launcher: ChildLauncher = testLauncher(),
  silenceLimitMs = 30_000,
): DecoderClient {
  const made = createDecoderClient({ launcher, processes: 2, silenceLimitMs });
  clients.push(made);
  return made;
}

export function sha256(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex');
}

/** The failure with which something is refused. */
export async function failureOf(work: Promise<unknown>): Promise<ExpectedFailure['failure']> {
  const error = await work.then(
    () => null,
    (reason: unknown) => reason,
  );
  if (error instanceof ExpectedFailure) return error.failure;
  throw new Error(`Not refused as expected: ${String(error)}`);
}
