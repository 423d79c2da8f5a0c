import type { TextureSummary } from '../../src-shared/ipc/views';

/** The texture whose hot-key was pressed alone; null where none was. */
export function textureOfKey(
  event: Pick<KeyboardEvent, 'code' | 'ctrlKey' | 'metaKey' | 'altKey' | 'shiftKey'>,
  textures: readonly TextureSummary[],
): TextureSummary | null {
  if (event.ctrlKey || event.metaKey || event.altKey || event.shiftKey) return null;
  // Physical keys, as with all others.
  const sign = /^(?:Key|Digit|Numpad)([A-Z0-9])$/.exec(event.code)?.[1];
  return textures.find(({ hotKey }) => hotKey !== null && hotKey === sign) ?? null;
}
