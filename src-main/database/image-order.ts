import type { ImageFilter, ImageOrder } from '../../src-shared/ipc/views';

// How images are ordered. With a part of a name to look for, or by id, the indexes that hold ids in order serve every
// filter; by name it is one index, which has to be named: the planner would rather sort what a texture's index gives.

interface OrderText {
  /** What follows FROM. */
  readonly table: string;
  readonly orderBy: string;
  readonly reverse: string;
  /** Which images come before, and after, the one with :imageId and :imageName. */
  readonly before: string;
  readonly after: string;
}

const orders: { readonly [O in ImageOrder]: OrderText } = {
  added: {
    table: 'images',
    orderBy: 'id',
    reverse: 'id DESC',
    before: 'id < :imageId',
    after: 'id > :imageId',
  },
  newest: {
    table: 'images',
    orderBy: 'id DESC',
    reverse: 'id',
    before: 'id > :imageId',
    after: 'id < :imageId',
  },
  name: {
    table: 'images INDEXED BY images_by_name',
    orderBy: 'name, id',
    reverse: 'name DESC, id DESC',
    before: '(name, id) < (:imageName, :imageId)',
    after: '(name, id) > (:imageName, :imageId)',
  },
};

/** The texts of a filter's order. */
export function orderText(filter: ImageFilter): OrderText {
  return orders[filter.order ?? 'added'];
}
