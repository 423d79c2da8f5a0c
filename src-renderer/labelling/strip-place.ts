/** How far from where main counts it an image is looked for: it counts anew after each verdict, the list does not. */
const reach = 250;

/**
 * The place of an image in a list whose rows may be older than main's count of the images before it.
 *
 * @param near where main counts it.
 * @returns null where it is not near there.
 */
export function placeNear(
  near: number,
  imageId: number,
  rowAt: (place: number) => { readonly id: number } | null,
): number | null {
  for (let away = 0; away <= reach; away += 1) {
    for (const place of away === 0 ? [near] : [near + away, near - away]) {
      if (place >= 0 && rowAt(place)?.id === imageId) return place;
    }
  }
  return null;
}
