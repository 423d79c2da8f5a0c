/** Items that are sorted, or compared while merging, between two breaths of the loop. */
const biteItems = 1000;

/**
 * A sorted copy, as `[...items].sort(compare)` gives it, stable too, without holding main's loop: comparing the names
 * of a folder of 100,000 takes more than a second.
 */
export async function sortInBites<T extends object>(
  items: readonly T[],
  compare: (one: T, other: T) => number,
): Promise<readonly T[]> {
  let runs: (readonly T[])[] = [];
  for (let start = 0; start < items.length; start += biteItems) {
    runs.push(items.slice(start, start + biteItems).sort(compare));
    await breathe();
  }
  while (runs.length > 1) {
    const merged: (readonly T[])[] = [];
    for (let index = 0; index < runs.length; index += 2) {
      merged.push(await merge(runs[index] ?? [], runs[index + 1] ?? [], compare));
    }
    runs = merged;
  }
  return runs[0] ?? [];
}

async function merge<T extends object>(
  one: readonly T[],
  other: readonly T[],
  compare: (one: T, other: T) => number,
): Promise<readonly T[]> {
  const merged: T[] = [];
  let left = 0;
  let right = 0;
  while (left < one.length || right < other.length) {
    const first = one[left];
    const second = other[right];
    if (first !== undefined && (second === undefined || compare(first, second) <= 0)) {
      merged.push(first);
      left += 1;
    } else if (second !== undefined) {
      merged.push(second);
      right += 1;
    }
    if (merged.length % biteItems === 0) await breathe();
  }
  return merged;
}

function breathe(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}
