import { BrowserWindow, session } from 'electron';
import { appHost, appScheme } from '../ipc/trusted-sender';
import { serveScheme } from './electron-capabilities';
import { secureSession } from './security';

const address = `${appScheme}://${appHost}/report.html`;
/** Not kept on disk, and apart from the window's own. */
const partition = 'report-printing';

/** Prints a page in a window that nobody sees, without scripts, and closed against everything but this page. */
export async function printPage(page: string): Promise<Buffer> {
  const own = session.fromPartition(partition);
  secureSession(own);
  let failure: unknown = null;
  serveScheme(
    own,
    appScheme,
    async () => ({
      status: 200,
      headers: { 'content-type': 'text/html; charset=utf-8' },
      body: Buffer.from(page, 'utf8'),
    }),
    (error) => {
      failure = error;
    },
  );
  const window = new BrowserWindow({
    show: false,
    webPreferences: { session: own, javascript: false, sandbox: true, contextIsolation: true },
  });
  try {
    await window.loadURL(address);
    if (failure !== null) throw failure;
    // The page's own style says size and margins.
    return await window.webContents.printToPDF({ preferCSSPageSize: true, printBackground: true });
  } finally {
    window.destroy();
    own.protocol.unregisterProtocol(appScheme);
  }
}
