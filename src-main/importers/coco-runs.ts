/**
 * Run lengths from COCO's compressed text: numbers in groups of five bits and a bit for more, from character 48 on, the last
 * group signed; from the third on each is the difference to the one before the last (pycocotools' `rleFrString`).
 *
 * @returns null where the text is broken.
 */
export function runsFromText(text: string): readonly number[] | null {
  const counts: number[] = [];
  let place = 0;
  while (place < text.length) {
    let value = 0;
    let shift = 0;
    for (;;) {
      const group = text.charCodeAt(place) - 48;
      if (!(group >= 0 && group < 64) || shift > 30) {
        return null;
      }
      place += 1;
      value += (group & 0x1f) * 2 ** shift;
      shift += 5;
      if ((group & 0x20) === 0) {
        if ((group & 0x10) !== 0) value -= 2 ** shift;
        break;
      }
    }
    const count = value + (counts.length > 2 ? (counts[counts.length - 2] ?? 0) : 0);
    if (count < 0) {
      return null;
    }
    counts.push(count);
  }
  return counts;
}
