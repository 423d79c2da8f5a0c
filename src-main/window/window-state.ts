import type { BrowserWindow, Rectangle } from 'electron';
import type { WindowState } from '../settings/settings';

const smallest = { width: 960, height: 640 };
const usual = { width: 1360, height: 860 };

/** Where a window opens: as it was left, unless no screen shows that place any more. */
export function openingBounds(
  stored: WindowState | null,
  workAreas: readonly Rectangle[],
): Partial<Rectangle> & { readonly width: number; readonly height: number } {
  if (stored === null) {
    return usual;
  }
  const size = {
    width: Math.max(smallest.width, stored.width),
    height: Math.max(smallest.height, stored.height),
  };
  const place = { x: stored.x, y: stored.y, ...size };
  return workAreas.some((area) => titleIsReachable(place, area)) ? place : size;
}

/** Enough of the upper edge is on the screen to take hold of the window. */
function titleIsReachable(place: Rectangle, area: Rectangle): boolean {
  const visibleWidth =
    Math.min(place.x + place.width, area.x + area.width) - Math.max(place.x, area.x);
  return visibleWidth >= 120 && place.y >= area.y && place.y <= area.y + area.height - 40;
}

/** Calls `store` with the window's place half a second after it last changed, and when it closes. */
export function followWindowState(
  window: BrowserWindow,
  store: (state: WindowState) => void,
): void {
  let timer: NodeJS.Timeout | null = null;
  const storeNow = (): void => {
    if (timer !== null) {
      clearTimeout(timer);
      timer = null;
    }
    store({ ...window.getNormalBounds(), maximised: window.isMaximized() });
  };
  const storeSoon = (): void => {
    if (timer !== null) {
      clearTimeout(timer);
    }
    timer = setTimeout(storeNow, 500);
  };
  window.on('resize', storeSoon);
  window.on('move', storeSoon);
  window.on('maximize', storeSoon);
  window.on('unmaximize', storeSoon);
  window.on('close', storeNow);
}

export const smallestWindow = smallest;
