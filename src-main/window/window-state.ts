import type { BrowserWindow, Rectangle } from 'electron';
import type { WindowState } from '../settings/settings';

const smallest = { width: 960, height: 640 };
const usual = { width: 1360, height: 860 };

/**
 * Where a window opens: as it was left, unless no screen shows that place any more; never larger than the screens that
 * are there now.
 */
export function openingBounds(
  stored: WindowState | null,
  workAreas: readonly Rectangle[],
): Partial<Rectangle> & { readonly width: number; readonly height: number } {
  if (stored === null) {
    return usual;
  }
  const place = { x: stored.x, y: stored.y, ...sizeWithin(stored, largestOf(workAreas)) };
  const area = workAreas.find((candidate) => titleIsReachable(place, candidate));
  if (area === undefined) {
    const { width, height } = place;
    return { width, height };
  }
  // A window over two screens keeps its size; one that was made for a larger screen does not reach below this one.
  return {
    ...place,
    ...sizeWithin(place, { width: largestOf(workAreas).width, height: area.height }),
  };
}

type Size = Pick<Rectangle, 'width' | 'height'>;

/** The size, no larger than a screen and no smaller than the views need. */
function sizeWithin({ width, height }: Size, screen: Size): Size {
  return {
    width: Math.max(smallest.width, Math.min(width, screen.width)),
    height: Math.max(smallest.height, Math.min(height, screen.height)),
  };
}

/** Width of all screens side by side, height of the tallest; no bound where no screen is known. */
function largestOf(workAreas: readonly Rectangle[]): Size {
  if (workAreas.length === 0) return { width: Infinity, height: Infinity };
  const left = Math.min(...workAreas.map(({ x }) => x));
  const right = Math.max(...workAreas.map(({ x, width }) => x + width));
  return { width: right - left, height: Math.max(...workAreas.map(({ height }) => height)) };
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
