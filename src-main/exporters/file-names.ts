import type { ExportedImage } from './exporter';

const longestName = 100;
/** Names that Windows keeps for devices, with any ending. */
const deviceName = /^(con|prn|aux|nul|com\d|lpt\d)(\..*)?$/i;

/** A file's or folder's name that every system takes; the same where the name is one already. */
export function safeName(name: string): string {
  const cleaned = name
    .replace(/[\u0000-\u001f<>:"/\\|?*]/g, '_')
    .slice(0, longestName)
    .replace(/[. ]+$/, (end) => '_'.repeat(end.length));
  return cleaned === '' || deviceName.test(cleaned) ? `_${cleaned}` : cleaned;
}

/** Makes each name its own, whatever the case of its letters: `felt`, `Felt` → `felt`, `Felt-2`. */
export class UniqueNames {
  readonly #taken = new Set<string>();

  take(wanted: string): string {
    let name = wanted;
    for (let i = 2; this.#taken.has(name.toLowerCase()); i += 1) {
      name = `${wanted}-${i}`;
    }
    this.#taken.add(name.toLowerCase());
    return name;
  }
}

/** A folder's name for each texture. */
export function textureFolders(
  textures: readonly string[],
  name: (texture: string) => string = safeName,
): ReadonlyMap<string, string> {
  const names = new UniqueNames();
  return new Map(textures.map((texture) => [texture, names.take(name(texture))]));
}

/**
 * Where each image goes, without its ending: its name in the project below a folder. No two differ by their endings
 * alone, so that a file of labels can stand beside each.
 */
export class ImageStems {
  readonly #names = new UniqueNames();
  readonly #stems = new Map<string, string>();

  /** `images/Class1_def/12` for `Class1_def/12.png`, the same each time. */
  of({ sha256, name }: Pick<ExportedImage, 'sha256' | 'name'>): string {
    let stem = this.#stems.get(sha256);
    if (stem === undefined) {
      const parts = name.split('/').filter((part) => part !== '');
      const last = (parts.pop() ?? '').replace(/\.[A-Za-z]{3,4}$/, '');
      stem = this.#names.take(['images', ...parts, last].map(safeName).join('/'));
      this.#stems.set(sha256, stem);
    }
    return stem;
  }
}
