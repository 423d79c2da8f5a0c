import { app, protocol, type Session } from 'electron';
import { appScheme, isAppPage } from '../ipc/trusted-sender';
import { denyNavigation } from './electron-capabilities';
import { imageScheme } from './image-protocol';

/**
 * Settings that must be made before Electron is ready. Numbers in this file are the items of Electron's security
 * checklist.
 */
export function secureBeforeReady(): void {
  // 4: every renderer, whatever a window asks for. Chromium refuses to run as root in its sandbox; who starts it as
  // root has to say --no-sandbox, and with both switches no process of it could start.
  if (!app.commandLine.hasSwitch('no-sandbox')) {
    app.enableSandbox();
  }
  // 1: a name that cannot be resolved cannot be reached, by Chromium's own services neither.
  app.commandLine.appendSwitch('host-resolver-rules', 'MAP * ~NOTFOUND');
  app.commandLine.appendSwitch('disable-background-networking');
  app.commandLine.appendSwitch('disable-component-update');
  app.commandLine.appendSwitch('disable-domain-reliability');
  app.commandLine.appendSwitch('no-proxy-server');
  // 18: pages and images come by schemes of our own, never by file://.
  protocol.registerSchemesAsPrivileged([
    { scheme: appScheme, privileges: { standard: true, secure: true, supportFetchAPI: true } },
    { scheme: imageScheme, privileges: { standard: true, secure: true } },
  ]);
  app.on('web-contents-created', (_event, contents) => {
    // 13
    denyNavigation(contents);
    // 14
    contents.setWindowOpenHandler(() => ({ action: 'deny' }));
    // 12
    contents.on('will-attach-webview', (event) => {
      event.preventDefault();
    });
    // 5: choosers of devices, which ask in events of their own.
    contents.on('select-bluetooth-device', (event, _devices, choose) => {
      event.preventDefault();
      choose('');
    });
  });
}

/** Closes a session against everything but the app's own pages and images. */
export function secureSession(session: Session): void {
  // 1
  session.webRequest.onBeforeRequest((request, answer) => {
    answer({ cancel: !isAllowedRequest(request.url) });
  });
  // 5
  session.setPermissionRequestHandler((_contents, _permission, answer) => {
    answer(false);
  });
  session.setPermissionCheckHandler(() => false);
  session.setDevicePermissionHandler(() => false);
  // A dictionary would be fetched from the network.
  session.setSpellCheckerEnabled(false);
  // Reports are saved by main where the user says; a page saves nothing.
  session.on('will-download', (event) => {
    event.preventDefault();
  });
}

/**
 * Whether the window may load an address at all: its own pages, images (their server looks at the rest of the
 * address), and blobs of its own pages.
 */
export function isAllowedRequest(address: string): boolean {
  if (address.startsWith('blob:')) {
    return isAppPage(address.slice('blob:'.length));
  }
  return isAppPage(address) || address.startsWith(`${imageScheme}://`);
}
