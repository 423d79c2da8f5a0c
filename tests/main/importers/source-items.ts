import { join } from 'node:path';
import { allImporters } from '../../../src-main/importers/all-importers';
import type { SourceImage } from '../../../src-main/importers/importer';
import type { SkippedFile } from '../../../src-shared/ipc/views';
import { writeTo } from '../made-images';
import { temporaryFolder } from '../temporary-project';

/** A folder `name` with these files; what an importer only looks at by its name may be empty. */
export function sourceOf(
  files: Readonly<Record<string, string>> | readonly string[],
  name = 'set',
): string {
  const folder = join(temporaryFolder(), name);
  const entries = Array.isArray(files) ? files.map((path) => [path, '']) : Object.entries(files);
  for (const [path = '', content = ''] of entries) {
    writeTo(join(folder, path), content);
  }
  return folder;
}

/** What one importer says of a folder: its images, and what it leaves out; null where it does not know it. */
export async function itemsOf(
  format: string,
  folder: string,
): Promise<{
  readonly images: readonly SourceImage[];
  readonly skipped: readonly SkippedFile[];
} | null> {
  const importer = allImporters.find(({ name }) => name === format);
  if (importer === undefined) throw new Error(`There is no importer ${format}.`);
  const source = await importer.recognise(folder);
  if (source === null) return null;
  const images: SourceImage[] = [];
  const skipped: SkippedFile[] = [];
  for await (const item of source.read()) {
    if (item.kind === 'image') images.push(item);
    else skipped.push({ file: item.file, reason: item.reason });
  }
  return { images, skipped };
}
