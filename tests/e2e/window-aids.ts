import type { AppWindow } from './window';

/** Answers the system's dialogs with a path, or gives up (null): they cannot be driven from outside. */
export async function answerDialogs({ app }: AppWindow, path: string | null): Promise<void> {
  await app.evaluate(({ dialog }, answer) => {
    dialog.showOpenDialog = () =>
      Promise.resolve({ canceled: answer === null, filePaths: answer === null ? [] : [answer] });
    dialog.showSaveDialog = () =>
      Promise.resolve({ canceled: answer === null, filePath: answer ?? '' });
  }, path);
}

/** Drags a file or folder over the window, and drops it there. */
export async function dropPath({ page }: AppWindow, path: string): Promise<void> {
  const session = await page.context().newCDPSession(page);
  const data = { items: [], files: [path], dragOperationsMask: 1 };
  for (const type of ['dragEnter', 'dragOver', 'drop'] as const) {
    await session.send('Input.dispatchDragEvent', { type, x: 400, y: 300, data });
  }
  await session.detach();
}

/** Gives the window's page a size, in CSS pixels. */
export async function resizePage(
  { app, page }: AppWindow,
  width: number,
  height: number,
): Promise<void> {
  await app.evaluate(
    ({ BrowserWindow }, size) => {
      for (const window of BrowserWindow.getAllWindows()) {
        window.setContentSize(size.width, size.height);
      }
    },
    { width, height },
  );
  await page.waitForFunction(
    (size) => window.innerWidth === size.width && window.innerHeight === size.height,
    { width, height },
  );
}

/** Counts from now on what the page's CSP refuses; the function gives what was refused so far. */
export async function watchViolations({ page }: AppWindow): Promise<() => Promise<string[]>> {
  await page.evaluate(() => {
    document.documentElement.dataset['violations'] = '[]';
    document.addEventListener('securitypolicyviolation', (event) => {
      const { dataset } = document.documentElement;
      const before: unknown = JSON.parse(dataset['violations'] ?? '[]');
      const list = Array.isArray(before) ? before : [];
      dataset['violations'] = JSON.stringify([
        ...list,
        `${event.violatedDirective} ${event.blockedURI} ${event.sourceFile}:${event.lineNumber}`,
      ]);
    });
  });
  return async () =>
    JSON.parse(await page.evaluate(() => document.documentElement.dataset['violations'] ?? '[]'));
}

export interface Recipe {
  readonly textures: number;
  readonly ok: number;
  readonly defective: number;
  readonly size: number;
}

/** Makes a project of generated images through the first screen, and waits until it is filled. */
export async function createSample(window: AppWindow, path: string, recipe: Recipe): Promise<void> {
  const { page } = window;
  await answerDialogs(window, path);
  await page.getByTestId('try-sample').click();
  const dialog = page.getByTestId('sample-dialog');
  await dialog.getByRole('button', { name: 'More' }).click();
  for (const [label, value] of [
    ['Textures', recipe.textures],
    ['Ok images each', recipe.ok],
    ['Defective images each', recipe.defective],
    ['Size, pixels', recipe.size],
  ] as const) {
    const field = dialog.getByLabel(label);
    await field.fill(String(value));
    await field.press('Tab');
  }
  await page.getByTestId('sample-start').click();
  const images = recipe.textures * (recipe.ok + recipe.defective);
  await page.getByTestId('status-bar').getByText(`${images} images`).waitFor({ timeout: 60_000 });
}
