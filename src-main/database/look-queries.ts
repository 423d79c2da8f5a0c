import { pictureLookSchema } from '../../src-shared/ipc/look-schema';
import type { TextureLook } from '../../src-shared/ipc/look-views';
import type { PictureLook } from '../../src-shared/labelling/picture-look';
import { statement, type ReadableDatabase, type WritableDatabase } from './database';

/** The looks of the textures that have one; a look that no longer fits its schema is a damaged row, and loud. */
export function textureLooks(database: ReadableDatabase): readonly TextureLook[] {
  return statement<[], { textureId: number; look: string }>(
    database,
    'SELECT texture_id AS textureId, look FROM texture_looks ORDER BY texture_id',
  )
    .all()
    .map(({ textureId, look }) => ({ textureId, look: pictureLookSchema.parse(JSON.parse(look)) }));
}

/** Keeps the look of a texture in the place of the one before. */
export function putTextureLook(
  database: WritableDatabase,
  textureId: number,
  look: PictureLook,
  { at, who }: { readonly at: string; readonly who: string },
): void {
  statement<[number, string, string, string]>(
    database,
    'INSERT OR REPLACE INTO texture_looks (texture_id, look, set_at, who) VALUES (?, ?, ?, ?)',
  ).run(textureId, JSON.stringify(look), at, who);
}

/** Forgets the look of a texture. */
export function deleteTextureLook(database: WritableDatabase, textureId: number): void {
  statement<[number]>(database, 'DELETE FROM texture_looks WHERE texture_id = ?').run(textureId);
}
