/** Images that belong together. */
export interface Cluster {
  /** Indices in order. */
  readonly members: readonly number[];
  /** The largest group among them; null where none has a group. */
  readonly group: string | null;
}

/**
 * What near-duplicates hang together, directly or by others; a group goes as one. Clusters of one image are left out.
 */
export function clustersOf(
  images: readonly { readonly groupName: string | null }[],
  pairs: readonly { readonly one: number; readonly other: number }[],
): readonly Cluster[] {
  const parent = images.map((_, index) => index);
  const rootOf = (index: number): number => {
    let root = index;
    while (parent[root] !== root) {
      // Halves the way for the next time.
      const above = parent[parent[root] ?? root] ?? root;
      parent[root] = above;
      root = above;
    }
    return root;
  };
  const join = (one: number, other: number): void => {
    const [a, b] = [rootOf(one), rootOf(other)];
    parent[Math.max(a, b)] = Math.min(a, b);
  };
  const paired = new Set(pairs.flatMap(({ one, other }) => [one, other]));
  const firstOfGroup = new Map<string, number>();
  images.forEach(({ groupName }, index) => {
    if (groupName === null) return;
    const first = firstOfGroup.get(groupName);
    if (first === undefined) firstOfGroup.set(groupName, index);
    else join(first, index);
  });
  for (const { one, other } of pairs) join(one, other);

  const members = new Map<number, number[]>();
  images.forEach((_, index) => {
    const root = rootOf(index);
    const known = members.get(root);
    if (known === undefined) members.set(root, [index]);
    else known.push(index);
  });
  return [...members.values()]
    .filter((cluster) => cluster.length > 1 && cluster.some((index) => paired.has(index)))
    .map((cluster) => ({
      members: cluster,
      group: largestGroup(cluster.map((index) => images[index]?.groupName ?? null)),
    }));
}

function largestGroup(names: readonly (string | null)[]): string | null {
  const counts = new Map<string, number>();
  for (const name of names) {
    if (name !== null) counts.set(name, (counts.get(name) ?? 0) + 1);
  }
  return [...counts].sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1))[0]?.[0] ?? null;
}
