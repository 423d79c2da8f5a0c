import { Notification, type BrowserWindow } from 'electron';
import type { EndNotice } from './end-notices';

/** Shows a desktop notice where the system can and the user looks elsewhere; a click brings the window to the front. */
export function showNotice(notice: EndNotice, window: () => BrowserWindow | null): void {
  const opened = window();
  if (opened === null || opened.isDestroyed() || opened.isFocused()) return;
  if (!Notification.isSupported()) return;
  const shown = new Notification({ title: notice.title, body: notice.body });
  shown.on('click', () => {
    if (opened.isDestroyed()) return;
    if (opened.isMinimized()) opened.restore();
    opened.focus();
  });
  shown.show();
}
