/**
 * Weight of each class in a loss that shall not favour the classes with many patches: wᵢ = N/(K·nᵢ) with nᵢ patches of
 * class i, N in all, and K classes that have any. The mean over the patches is then 1, so that a learning rate means
 * what it means without weights. A class without a patch never occurs, and weighs 0.
 *
 * @param counts Patches of each class, ≥ 0.
 */
export function balancedWeights(counts: readonly number[]): readonly number[] {
  const all = counts.reduce((sum, count) => sum + count, 0);
  const present = counts.filter((count) => count > 0).length;
  return counts.map((count) => (count === 0 ? 0 : all / (present * count)));
}
