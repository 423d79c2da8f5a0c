import { existsSync } from 'node:fs';
import { basename, dirname, join, resolve } from 'node:path';

/** Ending of a project's folder. */
const ending = '.ellipsight';

/** Where the project for a folder of images lies: beside that folder, under its name. */
export function projectBeside(folder: string): { readonly path: string; readonly exists: boolean } {
  const whole = resolve(folder);
  const name = basename(whole);
  // A drive's root has no name, and nothing beside it.
  const path =
    name === '' ? join(whole, `images${ending}`) : join(dirname(whole), `${name}${ending}`);
  return { path, exists: existsSync(path) };
}
