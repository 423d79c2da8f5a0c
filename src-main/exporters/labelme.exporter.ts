import { ellipsePolygon } from '../../src-shared/labelling/ellipse-polygon';
import type { ExportedImage, Exporter } from './exporter';
import { ImageStems } from './file-names';
import { ownEllipseField } from './own-ellipse-field';

/**
 * LabelMe: a JSON file beside each image. An ellipse is a polygon, which LabelMe shows and edits; its parameters stand in
 * the shape's field `ellipse`, which LabelMe keeps. Verdict and texture are flags and own fields.
 */
const exporter: Exporter = {
  name: 'labelme',
  title: 'LabelMe JSON',
  losses: ({ ellipses }) =>
    ellipses === 0
      ? []
      : [
          'LabelMe has no ellipses: it shows polygons of 64 corners; our import restores the exact ellipse as long as its polygon is not edited.',
        ],
  write: async (source, target) => {
    const stems = new ImageStems();
    for await (const image of source.images()) {
      const stem = stems.of(image);
      const imageFile = `${stem}.${image.ending}`;
      await target.image(imageFile, image);
      if (image.verdict !== 'unlabelled') {
        const content = labelMeFile(image, imageFile.slice(imageFile.lastIndexOf('/') + 1));
        await target.text(`${stem}.json`, [`${JSON.stringify(content, null, 1)}\n`]);
      }
      target.written(image);
    }
  },
};
export default exporter;

function labelMeFile(image: ExportedImage, imagePath: string): unknown {
  const { texture, verdict, review, group, width, height, ellipses } = image;
  return {
    version: '5.5.0',
    flags: {
      ok: verdict === 'ok',
      defective: verdict === 'defective',
      unsure: verdict === 'unsure',
    },
    shapes: ellipses.map((ellipse) => ({
      label: 'defect',
      points: pairs(ellipsePolygon(ellipse, width, height)),
      group_id: null,
      description: '',
      shape_type: 'polygon',
      flags: {},
      mask: null,
      ellipse: ownEllipseField(ellipse),
    })),
    imagePath,
    imageData: null,
    imageHeight: height,
    imageWidth: width,
    ellipsight: { texture, verdict, review, group },
  };
}

function pairs(flat: readonly number[]): readonly (readonly number[])[] {
  return Array.from({ length: flat.length / 2 }, (_, i) => flat.slice(2 * i, 2 * i + 2));
}
