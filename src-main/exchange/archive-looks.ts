import { isSameLook, plainLook } from '../../src-shared/labelling/picture-look';
import { textureLooks } from '../database/look-queries';
import { textureId, textureSummaries } from '../database/project-queries';
import { setLook } from '../services/look-service';
import type { OpenProject } from '../services/project-service';
import type { ArchiveLook } from './archive-format';

/** How these textures are shown, by name; those shown plainly are left out. */
export function archiveLooks(
  { database }: OpenProject,
  textures: ReadonlySet<string>,
): readonly ArchiveLook[] {
  const names = new Map(textureSummaries(database).map(({ id, name }) => [id, name]));
  return textureLooks(database).flatMap(({ textureId: id, look }) => {
    const texture = names.get(id);
    return texture === undefined || !textures.has(texture) ? [] : [{ texture, look }];
  });
}

/** Shows textures as the archive does, where the project shows them plainly; its own looks stay. */
export function addLooks(project: OpenProject, looks: readonly ArchiveLook[]): void {
  const own = new Set(textureLooks(project.database).map((held) => held.textureId));
  for (const { texture, look } of looks) {
    const id = textureId(project.database, texture);
    if (id === null || own.has(id) || isSameLook(look, plainLook)) continue;
    own.add(id);
    setLook(project, id, look);
  }
}
