/**
 * Works on several items at a time and gives the results in the order of the items, each as soon as it and those before
 * it are there. No more than `ahead` items are held, so that memory does not grow with their number.
 *
 * @param items may come slowly
 * @param ahead items under way at most
 * @throws what `items` or `work` throws, in its turn
 */
export async function* aheadInOrder<T, R>(
  items: AsyncIterable<T>,
  ahead: number,
  work: (item: T) => Promise<R>,
): AsyncGenerator<R, void, undefined> {
  const source = items[Symbol.asyncIterator]();
  const underWay: Promise<R>[] = [];
  let coming: Promise<IteratorResult<T>> | null = null;
  let ended = false;
  try {
    for (;;) {
      if (!ended && coming === null && underWay.length < ahead) {
        coming = source.next();
        coming.catch(ignore);
      }
      const [head] = underWay;
      if (head === undefined && coming === null) return;
      const next = await Promise.race([
        ...(coming === null ? [] : [coming.then((item) => ({ kind: 'item' as const, item }))]),
        ...(head === undefined
          ? []
          : [head.then((result) => ({ kind: 'result' as const, result }))]),
      ]);
      if (next.kind === 'result') {
        underWay.shift();
        yield next.result;
        continue;
      }
      coming = null;
      if (next.item.done === true) {
        ended = true;
      } else {
        const begun = work(next.item.value);
        begun.catch(ignore);
        underWay.push(begun);
      }
    }
  } finally {
    await Promise.allSettled(underWay);
    if (!ended && coming === null) await source.return?.();
  }
}

/** A failure is met in its turn; until then it must not count as unhandled. */
function ignore(): void {
  // Nothing to do.
}
