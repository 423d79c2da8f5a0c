import type { RateFloors } from '../../src-shared/evaluation/rate-floors';
import { statement, type ReadableDatabase, type WritableDatabase } from './database';

/** The floors of one texture; the order of the keys is that of the events. */
export interface FloorRow extends RateFloors {
  readonly textureId: number;
}

/** The floors of all textures that have any, merged ones too. */
export function floorRows(database: ReadableDatabase): readonly FloorRow[] {
  return statement<[], FloorRow>(
    database,
    'SELECT texture_id AS textureId, tpr, tnr FROM texture_floors ORDER BY texture_id',
  ).all();
}

/** Replaces the floors of a texture; without either it has none. */
export function writeFloors(database: WritableDatabase, { textureId, tpr, tnr }: FloorRow): void {
  if (tpr === null && tnr === null) {
    statement<[number]>(database, 'DELETE FROM texture_floors WHERE texture_id = ?').run(textureId);
    return;
  }
  statement<[number, number | null, number | null]>(
    database,
    'INSERT OR REPLACE INTO texture_floors (texture_id, tpr, tnr) VALUES (?, ?, ?)',
  ).run(textureId, tpr, tnr);
}
