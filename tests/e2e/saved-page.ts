import type { ElectronApplication, Page } from 'playwright';

/** Opens a saved page in a window of its own, apart from the app's session, as a browser would from a USB stick. */
export async function openSavedPage(app: ElectronApplication, file: string): Promise<Page> {
  const opening = app.waitForEvent('window');
  await app.evaluate(async ({ BrowserWindow }, path) => {
    const window = new BrowserWindow({
      ...{ width: 1280, height: 720 },
      webPreferences: { partition: 'saved-page' },
    });
    await window.loadFile(path);
  }, file);
  const page = await opening;
  await page.waitForLoadState();
  return page;
}
