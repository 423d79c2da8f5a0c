import type { ImageFilter, ImageOrder } from '../../src-shared/ipc/views';

// How images are ordered. With a part of a name to look for, or by id, the indexes that hold ids in order serve every
// filter; by name it is one index, which has to be named: the planner would rather sort what a texture's index gives.
// What is sifted by review, labeller or date goes along one index that holds these: 100,000 entries of it are looked
// through in milliseconds, and an index for each combination would cost every gesture more.

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

/** Whether a filter asks for what the tallies and the narrow indexes do not hold. */
export function isSifted({ review, labeller, dates }: ImageFilter): boolean {
  return [review, labeller, dates].some((asked) => asked !== null && asked !== undefined);
}

/** The texts of a filter's order. */
export function orderText(filter: ImageFilter): OrderText {
  const order = orders[filter.order ?? 'added'];
  return order.table === 'images' && isSifted(filter)
    ? { ...order, table: 'images INDEXED BY images_sifted' }
    : order;
}
