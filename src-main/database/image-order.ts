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

/** Orders that an index gives; the others are sorted in `image-search.ts`. */
export const indexedOrders = ['added', 'newest', 'name'] as const satisfies readonly ImageOrder[];
type IndexedOrder = (typeof indexedOrders)[number];

const orders: { readonly [O in IndexedOrder]: OrderText } = {
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

/** Whether indexes alone give what a filter asks for: no part of a name, no run's decision, an order that they have. */
export function isByIndex(filter: ImageFilter): boolean {
  const { text, decision } = filter;
  return text === '' && (decision ?? null) === null && indexedOrder(filter) !== null;
}

function indexedOrder({ order = 'added' }: ImageFilter): IndexedOrder | null {
  return indexedOrders.find((one) => one === order) ?? null;
}

/** Whether a filter asks for what the tallies and the narrow indexes do not hold. */
export function isSifted({ review, labeller, dates, decision }: ImageFilter): boolean {
  return [review, labeller, dates, decision].some((asked) => asked !== null && asked !== undefined);
}

/** The texts of a filter's order. */
export function orderText(filter: ImageFilter): OrderText {
  const order = orders[indexedOrder(filter) ?? 'added'];
  return order.table === 'images' && isSifted(filter)
    ? { ...order, table: 'images INDEXED BY images_sifted' }
    : order;
}
