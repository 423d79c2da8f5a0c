import Module, { createRequire } from 'node:module';
import type sharpLibrary from 'sharp';

const load = createRequire(__filename);

/**
 * Electron for Linux is linked with the system's glib, and sharp's native part brings a glib of its own. The two mix:
 * measured here, each image leaked about 130 kB with hundreds of warnings; newer versions of Electron crash. So there
 * sharp runs as WebAssembly, its own second form, about as fast; a bad file then cannot reach the process's memory
 * either. sharp looks for the native part first and takes the other where it finds none.
 */
function hideNativePart(): void {
  const native = load.resolve(`@img/sharp-linux-${process.arch}/sharp.node`);
  const absent = new Module(native);
  absent.exports = null;
  absent.loaded = true;
  load.cache[native] = absent;
}

if (process.platform === 'linux' && process.versions['electron'] !== undefined) {
  hideNativePart();
}

/** sharp, in the form that can live in this process. */
export const sharp: typeof sharpLibrary = load('sharp');
