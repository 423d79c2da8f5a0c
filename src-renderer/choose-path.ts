import type { Purpose } from '../src-shared/ipc/purposes';
import { request } from './api';
import { useMessageStore } from './stores/message-store';

/** Asks for a place with the system's dialog; null when the user gave up, or it failed, which is shown then. */
export async function choosePath(purpose: Purpose): Promise<string | null> {
  const chosen = await useMessageStore().attempt(() => request('app.choose', { purpose }));
  return chosen.ok ? chosen.value.path : null;
}
