/* eslint-disable @typescript-eslint/no-require-imports -- Electron runs this as it is, as CommonJS */
// Opens a window and prints who runs it and how the kernel confines its renderer, as one JSON line.
const { app, BrowserWindow } = require('electron');
const { readFileSync, readlinkSync } = require('node:fs');

app.whenReady().then(async () => {
  const window = new BrowserWindow({ show: false, webPreferences: { sandbox: true } });
  await window.loadURL('data:text/html,<title>probe</title>');
  const pid = window.webContents.getOSProcessId();
  const status = readFileSync(`/proc/${pid}/status`, 'utf8');
  process.stdout.write(
    `${JSON.stringify({
      uid: process.getuid(),
      seccomp: /^Seccomp:\s*(\d)/m.exec(status)[1],
      ownUsers: readlinkSync(`/proc/${pid}/ns/user`) !== readlinkSync('/proc/self/ns/user'),
      ownNetwork: readlinkSync(`/proc/${pid}/ns/net`) !== readlinkSync('/proc/self/ns/net'),
    })}\n`,
  );
  app.exit(0);
});
