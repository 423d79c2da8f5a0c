import { basename, dirname, extname } from 'node:path';

/** A name for a set from its file's: `VGG16 (ImageNet).weights.h5` → `vgg16-imagenet`; a `model.json` is called by its folder. */
export function suggestedName(file: string): string {
  const base = basename(file) === 'model.json' ? basename(dirname(file)) : basename(file);
  const name = base
    .slice(0, base.length - extname(base).length)
    .replace(/\.weights$/, '')
    .toLowerCase()
    .replace(/[^a-z0-9._-]+/g, '-')
    .replace(/^[^a-z0-9]+|-+$/g, '')
    .slice(0, 48);
  return name === '' ? 'weights' : name;
}
