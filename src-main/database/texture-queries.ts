import { statement, type ReadableDatabase, type WritableDatabase } from './database';

/** A texture as its row is; the order of the keys is that of the events. */
export interface TextureRow {
  readonly id: number;
  readonly name: string;
  /** Place among the classes. */
  readonly position: number;
  /** `#rrggbb`, lower case; null for the window's own choice. */
  readonly colour: string | null;
  /** One sign; null for none. */
  readonly hotKey: string | null;
  /** The texture that this one became part of; null for one that stands. */
  readonly mergedInto: number | null;
}

const columns = 'id, name, position, colour, hot_key AS hotKey, merged_into AS mergedInto';

/** Every texture in class order, merged ones too. */
export function allTextureRows(database: ReadableDatabase): readonly TextureRow[] {
  return statement<[], TextureRow>(
    database,
    `SELECT ${columns} FROM textures ORDER BY position`,
  ).all();
}

/** The texture with this id; null where there is none. */
export function textureRow(database: ReadableDatabase, id: number): TextureRow | null {
  return (
    statement<[number], TextureRow>(database, `SELECT ${columns} FROM textures WHERE id = ?`).get(
      id,
    ) ?? null
  );
}

/** Makes textures as these rows say. Names and places may be exchanged among them: each first gets one of its own. */
export function writeTextureRows(database: WritableDatabase, rows: readonly TextureRow[]): void {
  for (const { id } of rows) {
    statement<[string, number, number]>(
      database,
      'UPDATE textures SET name = ?, position = ? WHERE id = ?',
    ).run(`\u0001${id}`, -id, id);
  }
  for (const row of rows) {
    statement<[TextureRow]>(
      database,
      `UPDATE textures SET name = :name, position = :position, colour = :colour,
         hot_key = :hotKey, merged_into = :mergedInto
       WHERE id = :id`,
    ).run(row);
  }
}

/** Up to `limit` images of a texture after id `after`, of those that are excluded or of the others, by id. */
export function imagesOfTexture(
  database: ReadableDatabase,
  textureId: number,
  excluded: boolean,
  after: number,
  limit: number,
): readonly number[] {
  // The flag stands in the text, so that the partial indexes serve it.
  return statement<[number, number, number], { id: number }>(
    database,
    `SELECT id FROM images WHERE excluded = ${excluded ? 1 : 0} AND texture_id = ? AND id > ?
     ORDER BY id LIMIT ?`,
  )
    .all(textureId, after, limit)
    .map(({ id }) => id);
}
