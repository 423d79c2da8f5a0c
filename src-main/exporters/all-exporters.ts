import { exportFormats, type Exporter } from './exporter';

/** Every exporter: what lies in this folder is what there is. */
export const allExporters: readonly Exporter[] = Object.values(
  import.meta.glob<Exporter>('./*.exporter.ts', { eager: true, import: 'default' }),
).sort((a, b) => exportFormats.indexOf(a.name) - exportFormats.indexOf(b.name));
