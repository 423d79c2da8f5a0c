/* eslint-disable @typescript-eslint/no-require-imports -- Electron runs this file as it is, as CommonJS */
// Stands in for Electron's default_app.asar, which the replacement binary lacks: honours `-r FILE`,
// then opens the app folder (or file) given as the first argument that is not a switch.
const { app } = require('electron');
const fs = require('node:fs');
const path = require('node:path');

let appArgument;
const preloads = [];
for (let i = 1; i < process.argv.length && appArgument === undefined; i += 1) {
  const argument = process.argv[i];
  if (argument === '-r' || argument === '--require') preloads.push(process.argv[(i += 1)]);
  else if (!argument.startsWith('-')) appArgument = argument;
}

for (const preload of preloads) require(path.resolve(preload));

if (appArgument === undefined) {
  process.stderr.write('electron: name the folder of an app\n');
  app.exit(2);
} else {
  process.defaultApp = true;
  const target = path.resolve(appArgument);
  const description = path.join(target, 'package.json');
  if (fs.existsSync(description)) {
    const { name, productName, version } = JSON.parse(fs.readFileSync(description, 'utf8'));
    if (productName ?? name) app.setName(productName ?? name);
    if (version) app.setVersion(version);
  }
  app.setAppPath(fs.statSync(target).isDirectory() ? target : path.dirname(target));
  require(target);
}
