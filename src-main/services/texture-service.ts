import { ExpectedFailure } from '../../src-shared/ipc/failure';
import { hotKeys, type ManySummary, type TextureChange } from '../../src-shared/ipc/collection';
import { saidFailure } from '../../src-shared/sentences/english';
import { appendEvent, type EventKind } from '../database/event-queries';
import { recordGesture } from '../database/gesture-queries';
import { insertTexture } from '../database/project-queries';
import { inTransaction } from '../database/sqlite-failure';
import {
  allTextureRows,
  imagesOfTexture,
  textureRow,
  writeTextureRows,
  type TextureRow,
} from '../database/texture-queries';
import { GestureOfMany } from './gesture-of-many';
import { changeEach } from './many-images-service';
import type { OpenProject } from './project-service';
import { biteImages, breathe, inBites, refuseDuringBites, type BiteHooks } from './work-in-bites';

// The order of the textures makes the class indices of later runs; a run has frozen its own. Splits stay put: they are
// drawn by image. Each change is one transaction with its event, and can be undone.

/** Longest name of a texture that the database takes. */
const longestName = 200;

/**
 * Adds a texture without images, last in order. Where one of that name was merged into another, it is one again.
 *
 * @throws ExpectedFailure `bad-input` where the name is taken or none.
 * @returns its id.
 */
export function addTexture(project: OpenProject, name: string): number {
  refuseDuringBites(project);
  const { database } = project;
  return inTransaction(database, () => {
    const rows = allTextureRows(database);
    const wanted = freeName(rows, name, null);
    const old = rows.find((row) => row.name === wanted);
    if (old !== undefined) {
      store(project, 'texture.changed', [old], [{ ...old, mergedInto: null }]);
      return old.id;
    }
    const id = insertTexture(database, wanted);
    appendEvent(database, {
      at: project.now().toISOString(),
      who: project.author,
      gesture: null,
      kind: 'texture.added',
      imageId: null,
      old: null,
      new: textureRow(database, id),
    });
    return id;
  });
}

/**
 * Renames a texture, or sets its colour or hot-key; a hot-key that another one has goes over to this one.
 *
 * @throws ExpectedFailure `not-found`; `bad-input` where the name is taken or none, or colour or key are none.
 */
export function changeTexture(
  project: OpenProject,
  textureId: number,
  change: TextureChange,
): void {
  refuseDuringBites(project);
  const { database } = project;
  inTransaction(database, () => {
    const rows = allTextureRows(database);
    const before = standing(rows, textureId);
    const colour = change.kind === 'colour' ? checkedColour(change.colour) : before.colour;
    const hotKey = change.kind === 'key' ? checkedKey(change.hotKey) : before.hotKey;
    const name = change.kind === 'name' ? freeName(rows, change.name, textureId) : before.name;
    const after: TextureRow = { ...before, name, colour, hotKey };
    const changed: TextureRow[] = [after];
    for (const row of rows) {
      if (row.id === textureId) continue;
      if (hotKey !== null && row.hotKey === hotKey) changed.push({ ...row, hotKey: null });
      // A merged one gives its name up; the name that went free still leads here.
      if (row.name === name) {
        const rest = row.mergedInto === textureId ? before.name : `${name} (merged, ${row.id})`;
        changed.push({ ...row, name: rest });
      }
    }
    const old = changed.map(({ id }) => rows.find((row) => row.id === id) ?? before);
    store(project, 'texture.changed', old, changed);
  });
}

/**
 * Puts the textures into this order.
 *
 * @param textureIds every texture once.
 * @throws ExpectedFailure `bad-input` where one is missing, or one too many.
 */
export function orderTextures(project: OpenProject, textureIds: readonly number[]): void {
  refuseDuringBites(project);
  const { database } = project;
  inTransaction(database, () => {
    const rows = allTextureRows(database).filter(({ mergedInto }) => mergedInto === null);
    const known = new Map(rows.map((row) => [row.id, row]));
    const ordered = textureIds.flatMap((id) => known.get(id) ?? []);
    const complete = ordered.length === rows.length && textureIds.length === rows.length;
    if (!complete || new Set(textureIds).size !== rows.length) {
      throw new ExpectedFailure(
        'bad-input',
        'The order must name each texture once; nothing was changed.',
        'The textures have changed meanwhile: look at them again.',
      );
    }
    // The places that they have among them, so that no merged or new one is in the way.
    const places = rows.map(({ position }) => position);
    const after = ordered.map((row, index) => ({ ...row, position: places[index] ?? index }));
    store(project, 'texture.ordered', ordered, after);
  });
}

/**
 * Gives all images of a texture to another one, excluded ones too, and takes it out of the list; its name leads to the
 * other one from then on. One gesture, in bites. Stopped in between, the texture stays with the images that are left.
 *
 * @throws ExpectedFailure `not-found`, `busy`; `bad-input` for a texture with itself.
 */
export async function mergeTextures(
  project: OpenProject,
  fromId: number,
  intoId: number,
  hooks: BiteHooks,
): Promise<ManySummary> {
  const { database } = project;
  const rows = allTextureRows(database);
  const from = standing(rows, fromId);
  const into = standing(rows, intoId);
  if (fromId === intoId) {
    throw new ExpectedFailure('bad-input', `${from.name} cannot be merged with itself.`);
  }
  return inBites(project, async () => {
    const ids: number[] = [];
    for (const excluded of [false, true]) {
      for (let after = 0; ; after = ids.at(-1) ?? 0) {
        const page = imagesOfTexture(database, fromId, excluded, after, 10 * biteImages);
        ids.push(...page);
        if (page.length < 10 * biteImages) break;
        await breathe();
      }
    }
    const gesture = new GestureOfMany(project);
    const change = { kind: 'texture', textureId: into.id } as const;
    const changes = ids.map((imageId) => ({ imageId, change }));
    const summary = await changeEach(project, changes, hooks, gesture);
    if (summary.cancelled) return summary;
    inTransaction(database, () => {
      // An import may have brought images meanwhile: then the texture stays.
      const left = [false, true].some(
        (excluded) => imagesOfTexture(database, fromId, excluded, 0, 1).length > 0,
      );
      if (left) return;
      const old = allTextureRows(database).filter(
        (row) => row.id === fromId || row.mergedInto === fromId,
      );
      const merged = old.map((row) => ({ ...row, hotKey: null, mergedInto: into.id }));
      writeTextureRows(database, merged);
      gesture.tell('texture.merged', null, old, merged);
      gesture.extend();
    });
    return summary;
  });
}

/** Writes the rows with their event as one gesture, unless nothing changes. */
function store(
  project: OpenProject,
  kind: EventKind,
  old: readonly TextureRow[],
  after: readonly TextureRow[],
): void {
  if (JSON.stringify(old) === JSON.stringify(after)) return;
  const { database } = project;
  writeTextureRows(database, after);
  const id = appendEvent(database, {
    at: project.now().toISOString(),
    who: project.author,
    gesture: null,
    kind,
    imageId: null,
    old,
    new: after,
  });
  recordGesture(database, { id, imageId: null });
}

function standing(rows: readonly TextureRow[], id: number): TextureRow {
  const row = rows.find((candidate) => candidate.id === id);
  if (row === undefined || row.mergedInto !== null) {
    throw new ExpectedFailure('not-found', `There is no texture ${id} in this project.`);
  }
  return row;
}

function freeName(rows: readonly TextureRow[], name: string, own: number | null): string {
  const wanted = name.trim();
  if (wanted.length === 0 || wanted.length > longestName) {
    throw new ExpectedFailure('bad-input', `A texture’s name has 1 to ${longestName} characters.`);
  }
  const taken = rows.some(
    (row) => row.name === wanted && row.id !== own && row.mergedInto === null,
  );
  if (taken) {
    throw saidFailure('bad-input', 'textureTaken', { name: wanted });
  }
  return wanted;
}

function checkedColour(colour: string | null): string | null {
  if (colour !== null && !/^#[0-9a-f]{6}$/i.test(colour)) {
    throw new ExpectedFailure('bad-input', `${colour} is no colour.`, 'Write it as #rrggbb.');
  }
  return colour?.toLowerCase() ?? null;
}

function checkedKey(key: string | null): string | null {
  const upper = key?.toUpperCase() ?? null;
  if (upper !== null && !hotKeys.includes(upper)) {
    throw new ExpectedFailure(
      'bad-input',
      `${upper} cannot be a texture’s key: it does something else.`,
      `Choose one of ${hotKeys.join(' ')}.`,
    );
  }
  return upper;
}
