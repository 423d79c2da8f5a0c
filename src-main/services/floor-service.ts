import {
  rateNames,
  type RateFloors,
  type TextureFloors,
} from '../../src-shared/evaluation/rate-floors';
import { ExpectedFailure } from '../../src-shared/ipc/failure';
import { appendEvent } from '../database/event-queries';
import { floorRows, writeFloors } from '../database/floor-queries';
import { inTransaction } from '../database/sqlite-failure';
import { allTextureRows, type TextureRow } from '../database/texture-queries';
import type { OpenProject } from './project-service';
import { refuseReadOnly } from './refuse-read-only';

/** The floors of the project's textures, in class order; a texture without floors has null for both. */
export function textureFloors({ database }: OpenProject): readonly TextureFloors[] {
  const rows = new Map(floorRows(database).map((row) => [row.textureId, row]));
  return allTextureRows(database)
    .filter(({ mergedInto }) => mergedInto === null)
    .map(({ id, name }) => {
      const { tpr = null, tnr = null } = rows.get(id) ?? {};
      return { texture: name, tpr, tnr };
    });
}

/**
 * The floors that a run is held to, under the names that its textures had when it was made: a name that was merged into
 * another texture since leads to that one's floors. Textures with floors that the run does not know come last.
 *
 * @param known the run's textures.
 */
export function floorsOfRun(
  project: OpenProject,
  known: readonly string[],
): readonly TextureFloors[] {
  const floors = textureFloors(project);
  const rows = allTextureRows(project.database);
  const own = known.map((texture) => {
    const name = standingTexture(rows, texture)?.name;
    return { texture, name, floors: floors.find((one) => one.texture === name) };
  });
  const held = new Set(own.map(({ name }) => name));
  return [
    ...own.flatMap(({ texture, floors: one }) => (one === undefined ? [] : [{ ...one, texture }])),
    ...floors.filter(({ texture, tpr, tnr }) => !held.has(texture) && (tpr ?? tnr) !== null),
  ];
}

/** The texture of a name, or the one that this name was merged into. */
function standingTexture(rows: readonly TextureRow[], name: string): TextureRow | undefined {
  let row = rows.find((one) => one.name === name);
  // A merged texture may have been merged into one that was merged later.
  for (let steps = 0; row !== undefined && row.mergedInto !== null; steps += 1) {
    if (steps > rows.length) throw new Error(`Texture ${name} is merged in a circle.`);
    const { mergedInto } = row;
    row = rows.find(({ id }) => id === mergedInto);
  }
  return row;
}

/**
 * Sets the floors of textures, all in one gesture with its event.
 *
 * @param wanted textures by name, also by one that was merged into another texture; null takes a floor away.
 * @throws ExpectedFailure `not-found` for a texture that is not there; `wrong-use` for a floor outside 0 … 1; `read-only`.
 */
export function setFloors(
  project: OpenProject,
  wanted: readonly TextureFloors[],
): readonly TextureFloors[] {
  refuseReadOnly(project, 'the floors were not changed');
  const { database, author: who } = project;
  inTransaction(database, () => {
    const old = floorRows(database);
    const rows = allTextureRows(database);
    for (const { texture, tpr, tnr } of wanted) {
      const row = standingTexture(rows, texture);
      if (row === undefined) {
        throw new ExpectedFailure(
          'not-found',
          `There is no texture ${texture} in this project; the floors were not changed.`,
        );
      }
      writeFloors(database, { textureId: row.id, ...checkedFloors(texture, { tpr, tnr }) });
    }
    const after = floorRows(database);
    if (JSON.stringify(old) === JSON.stringify(after)) return;
    const at = project.now().toISOString();
    appendEvent(database, {
      ...{ at, who, gesture: null, kind: 'floors.set', imageId: null, old, new: after },
    });
  });
  return textureFloors(project);
}

function checkedFloors(texture: string, floors: RateFloors): RateFloors {
  for (const rate of rateNames) {
    const floor = floors[rate];
    if (floor !== null && !(floor >= 0 && floor <= 1)) {
      throw new ExpectedFailure(
        'wrong-use',
        `A floor lies between 0 and 1, unlike ${floor} for ${texture}; the floors were not changed.`,
      );
    }
  }
  return floors;
}
