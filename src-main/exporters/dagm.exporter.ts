import { countText } from '../reports/rate-text';
import type { ExportedImage, Exporter, ExportSource, ExportTarget } from './exporter';
import { safeName, textureFolders } from './file-names';

/** Decimals of every number: what is read back is written the same again. */
const decimals = 9;

/**
 * DAGM's development layout: `X/N.png` are not defective, `X_def/N.png` are, with a row
 * `index a b theta xc yc` each in `X_def/labels.txt`; xc = x + 0.5, yc = y + 0.5.
 *
 * It has one ellipse an image. An image with several would come back with one, and thus with a wrong label, so it is left
 * out and named.
 */
const exporter: Exporter = {
  name: 'dagm',
  title: 'DAGM 2007, development set',
  losses: ({ verdicts, looked, grouped, bare, several }) =>
    [
      [several, 'more than one ellipse: DAGM has one; left out'],
      [bare, 'no ellipse although defective: DAGM needs one; left out'],
      [verdicts.unlabelled, 'no label: left out'],
      [verdicts.unsure, 'the verdict unsure, which DAGM does not know: left out'],
      [looked, 'a review state, which is lost'],
      [grouped, 'a group name, which is lost'],
    ].flatMap(([count, what]) =>
      count === 0 ? [] : [`${countText(Number(count), 'image')} with ${what}.`],
    ),
  write: async (source, target) => {
    const folders = textureFolders(source.textures, (texture) =>
      safeName(texture).replace(/_def$/i, (ending) => `${ending}_`),
    );
    const numbers = await takenNumbers(source);
    const rows = new Map([...folders.values()].map((folder) => [folder, [] as string[]]));
    for await (const image of source.images()) {
      const reason = whyNot(image);
      const folder = folders.get(image.texture);
      if (reason !== null || folder === undefined) {
        target.left(image, reason ?? `its texture ${image.texture} is gone`);
        continue;
      }
      const number = numbers.of(image);
      const [ellipse] = image.ellipses;
      if (ellipse === undefined) {
        await target.image(`${folder}/${number}.${image.ending}`, image);
      } else {
        const { a, b, angle, x, y } = ellipse;
        const values = [size(a), size(b), place(angle), place(x + 0.5), place(y + 0.5)];
        rows.get(folder)?.push(`${number}\t${values.join('\t')}\n`);
        await target.image(`${folder}_def/${number}.${image.ending}`, image);
      }
      target.written(image);
    }
    await writeRows(rows, target);
  },
};
export default exporter;

function whyNot({ verdict, ellipses }: ExportedImage): string | null {
  if (verdict === 'ok') {
    return null;
  }
  if (verdict !== 'defective') {
    return `is ${verdict}, which DAGM does not know`;
  }
  return ellipses.length === 1 ? null : `has ${ellipses.length} ellipses, DAGM has one`;
}

/** A coordinate or angle with at most {@link decimals} decimals, without noughts at its end. */
function place(value: number): string {
  return String(Number(value.toFixed(decimals)));
}

/** A semi-axis; one that would be rounded to nothing keeps all its digits. */
function size(value: number): string {
  const rounded = place(value);
  return Number(rounded) > 0 ? rounded : String(value);
}

/** Both folders of a texture are there even where one is empty: the pair is what the layout is recognised by. */
async function writeRows(
  rows: ReadonlyMap<string, readonly string[]>,
  target: ExportTarget,
): Promise<void> {
  for (const [folder, lines] of rows) {
    await target.text(`${folder}_def/labels.txt`, lines);
  }
}

interface ImageNumbers {
  of(image: ExportedImage): number;
}

/** An image keeps the number that its name ends in, where it is the first of its texture and verdict to have it. */
async function takenNumbers(source: ExportSource): Promise<ImageNumbers> {
  const owners = new Map<string, string>();
  const largest = new Map<string, number>();
  const part = ({ texture, verdict }: ExportedImage): string => `${verdict} ${texture}`;
  const own = ({ name }: ExportedImage): number | null => {
    const digits = /(?:^|\/)(\d{1,8})\.[^./]+$/.exec(name)?.[1];
    return digits === undefined ? null : Number(digits);
  };
  for await (const image of source.images()) {
    const number = own(image);
    if (whyNot(image) === null && number !== null) {
      const key = `${number} ${part(image)}`;
      owners.set(key, owners.get(key) ?? image.sha256);
      largest.set(part(image), Math.max(number, largest.get(part(image)) ?? 0));
    }
  }
  return {
    of: (image) => {
      const number = own(image);
      if (number !== null && owners.get(`${number} ${part(image)}`) === image.sha256) {
        return number;
      }
      const next = (largest.get(part(image)) ?? 0) + 1;
      largest.set(part(image), next);
      return next;
    },
  };
}
