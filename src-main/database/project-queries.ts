import type { Verdict } from '../../src-shared/dataset/label';
import type { TextureSummary } from '../../src-shared/ipc/views';
import { statement, type ReadableDatabase, type WritableDatabase } from './database';

/** Whether the one row that makes the database a project is there. */
export function hasProjectRow(database: ReadableDatabase): boolean {
  return statement<[], { id: number }>(database, 'SELECT id FROM project').get() !== undefined;
}

/** Writes the row that makes the database a project. */
export function insertProjectRow(
  database: WritableDatabase,
  row: { readonly uuid: string; readonly createdAt: string },
): void {
  statement<[string, string]>(
    database,
    'INSERT INTO project (id, uuid, created_at) VALUES (1, ?, ?)',
  ).run(row.uuid, row.createdAt);
}

/** The textures in class order with their counts; a few rows of the tallies each. */
export function textureSummaries(database: ReadableDatabase): readonly TextureSummary[] {
  const textures = statement<
    [],
    { id: number; name: string; colour: string | null; hotKey: string | null }
  >(
    database,
    `SELECT id, name, colour, hot_key AS hotKey FROM textures
     WHERE merged_into IS NULL ORDER BY position`,
  ).all();
  const tallies = statement<
    [],
    { textureId: number; verdict: Verdict; images: number; ellipses: number }
  >(database, 'SELECT texture_id AS textureId, verdict, images, ellipses FROM tallies').all();
  const counts = new Map(tallies.map((row) => [`${row.textureId} ${row.verdict}`, row]));
  return textures.map(({ id, name, colour, hotKey }) => {
    const of = (verdict: Verdict): number => counts.get(`${id} ${verdict}`)?.images ?? 0;
    const ellipses = tallies
      .filter((row) => row.textureId === id)
      .reduce((sum, row) => sum + row.ellipses, 0);
    return {
      id,
      name,
      colour,
      hotKey,
      ok: of('ok'),
      defective: of('defective'),
      unlabelled: of('unlabelled'),
      unsure: of('unsure'),
      ellipses,
    };
  });
}

/** The id of a texture by name, that of the one it was merged into where it was; null where there is none. */
export function textureId(database: ReadableDatabase, name: string): number | null {
  return (
    statement<[string], { id: number }>(
      database,
      'SELECT COALESCE(merged_into, id) AS id FROM textures WHERE name = ?',
    ).get(name)?.id ?? null
  );
}

/** How many images are excluded. */
export function countExcluded(database: ReadableDatabase): number {
  return (
    statement<[], { count: number }>(
      database,
      'SELECT COUNT(*) AS count FROM images WHERE excluded = 1',
    ).get()?.count ?? 0
  );
}

/** Adds a texture after the others, and gives its id. */
export function insertTexture(database: WritableDatabase, name: string): number {
  const { lastInsertRowid } = statement<[string]>(
    database,
    `INSERT INTO textures (name, position)
     VALUES (?, (SELECT COALESCE(MAX(position) + 1, 0) FROM textures))`,
  ).run(name);
  return Number(lastInsertRowid);
}

/** Records where images are taken from, and gives the record's id. */
export function insertSource(
  database: WritableDatabase,
  source: { readonly path: string; readonly format: string; readonly at: string },
): number {
  const { lastInsertRowid } = statement<[string, string, string]>(
    database,
    'INSERT INTO sources (path, format, at) VALUES (?, ?, ?)',
  ).run(source.path, source.format, source.at);
  return Number(lastInsertRowid);
}

/** Where an image was taken from first; null where there is no such image. */
export function sourceOfImage(
  database: ReadableDatabase,
  imageId: number,
): { readonly path: string; readonly format: string } | null {
  return (
    statement<[number], { path: string; format: string }>(
      database,
      `SELECT sources.path, sources.format FROM images JOIN sources ON sources.id = source_id
       WHERE images.id = ?`,
    ).get(imageId) ?? null
  );
}

/** The tallies that do not agree with a count of the images; scans all of them. */
export function wrongTallies(
  database: ReadableDatabase,
): readonly { readonly texture: string; readonly verdict: Verdict }[] {
  return statement<[], { texture: string; verdict: Verdict }>(
    database,
    `WITH counted AS (
       SELECT texture_id, verdict, COUNT(*) AS images, SUM(ellipses) AS ellipses
       FROM images WHERE excluded = 0 GROUP BY texture_id, verdict
     ), kept AS (
       SELECT texture_id, verdict, images, ellipses FROM tallies WHERE images <> 0 OR ellipses <> 0
     )
     SELECT DISTINCT name AS texture, verdict FROM (
       SELECT * FROM (SELECT * FROM counted EXCEPT SELECT * FROM kept)
       UNION ALL SELECT * FROM (SELECT * FROM kept EXCEPT SELECT * FROM counted)
     ) JOIN textures ON textures.id = texture_id`,
  ).all();
}
