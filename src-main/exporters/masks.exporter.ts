import { countText } from '../reports/rate-text';
import type { ExportedImage, Exporter } from './exporter';
import { safeName, textureFolders, UniqueNames } from './file-names';

/**
 * Masks: `images/TEXTURE/NAME.png` and `masks/TEXTURE/NAME.png`, white where an ellipse is. A black mask says that there is
 * no defect; an image without a mask is unlabelled.
 */
const exporter: Exporter = {
  name: 'masks',
  title: 'Masks as PNG',
  losses: ({ ellipses, verdicts, looked, grouped, bare, several }) => [
    ...(ellipses === 0
      ? []
      : [
          'Masks have pixels and no ellipses: what is read back is fitted, and an ellipse’s part beyond the border is lost.',
        ]),
    ...(
      [
        [several, 'more than one ellipse: those that touch become one blob'],
        [bare, 'no ellipse although defective: a black mask would say ok; left out'],
        [verdicts.unsure, 'the verdict unsure, which a mask cannot say: left out'],
        [looked, 'a review state, which is lost'],
        [grouped, 'a group name, which is lost'],
      ] as const
    ).flatMap(([count, what]) =>
      count === 0 ? [] : [`${countText(count, 'image')} with ${what}.`],
    ),
  ],
  write: async (source, target) => {
    const folders = textureFolders(source.textures);
    const names = new UniqueNames();
    for await (const image of source.images()) {
      const reason = whyNot(image);
      if (reason !== null) {
        target.left(image, reason);
        continue;
      }
      const last = image.name.slice(image.name.lastIndexOf('/') + 1);
      const stem = safeName(last.replace(/\.[A-Za-z]{3,4}$/, ''));
      const path = names.take(`${folders.get(image.texture) ?? '_'}/${stem}`);
      await target.image(`images/${path}.${image.ending}`, image);
      if (image.verdict !== 'unlabelled') {
        await target.mask(`masks/${path}.png`, image);
      }
      target.written(image);
    }
  },
};
export default exporter;

function whyNot({ verdict, ellipses }: ExportedImage): string | null {
  if (verdict === 'unsure') {
    return 'is unsure, which a mask cannot say';
  }
  return verdict === 'defective' && ellipses.length === 0
    ? 'is defective without an ellipse, which a mask cannot say'
    : null;
}
