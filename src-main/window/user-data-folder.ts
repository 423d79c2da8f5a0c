import { app } from 'electron';
import { resolve } from 'node:path';

/**
 * Settles where settings and Chromium's own files lie, before Electron is ready: `--user-data-dir`, else
 * `ELLIPSIGHT_USER_DATA`, else the system's place. The single-instance lock goes by this folder.
 */
export function settleUserDataFolder(): string {
  const asked =
    app.commandLine.getSwitchValue('user-data-dir') || process.env['ELLIPSIGHT_USER_DATA'];
  if (asked !== undefined && asked !== '') {
    app.setPath('userData', resolve(asked));
    // Imported weights lie there as well (settings/weights-folder.ts).
    process.env['ELLIPSIGHT_USER_DATA'] = resolve(asked);
  }
  return app.getPath('userData');
}
