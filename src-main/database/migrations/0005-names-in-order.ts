import type { Migration } from '../migration';

/**
 * Images by name: one index for every filter. It holds the filters' columns, so that a page under a texture and a
 * verdict is found by going along it; an index for each combination would cost every import more than that saves. The
 * name comes first: an index that begins with `excluded` the planner would take for pages by id as well, and sort them.
 */
export const namesInOrder: Migration = {
  version: 5,
  name: 'names-in-order',
  up(database) {
    database.exec(
      'CREATE INDEX images_by_name ON images (name, id, texture_id, verdict, excluded)',
    );
  },
};
