import type { Importer } from './importer';

/** Every importer in the order in which formats are tried: what lies in this folder is what there is. */
export const allImporters: readonly Importer[] = Object.values(
  import.meta.glob<Importer>('./*.importer.ts', { eager: true, import: 'default' }),
).sort((a, b) => a.rank - b.rank);
