import { ellipsePolygon, polygonArea } from '../../src-shared/labelling/ellipse-polygon';
import type { StoredEllipse } from '../database/label-queries';
import type { ExportedImage, Exporter, ExportSource, ExportTarget } from './exporter';
import { ImageStems } from './file-names';
import { ownEllipseField } from './own-ellipse-field';

/**
 * COCO: `annotations.json` and the images. Each ellipse is an annotation with polygon, area and box, cut at the image's
 * border, and with its parameters in the field `ellipse`; its category is the texture. What COCO has no word for stands in
 * each image's field `ellipsight`.
 */
const exporter: Exporter = {
  name: 'coco',
  title: 'COCO JSON',
  losses: ({ verdicts, bare, ellipses }) => [
    ...(ellipses === 0
      ? []
      : [
          'COCO has no ellipses: other programs see polygons of 64 corners; our import restores the exact ellipse from its own field.',
        ]),
    ...(verdicts.unlabelled + verdicts.unsure + bare === 0
      ? []
      : [
          'COCO has no verdicts: other programs take an image without an annotation as one without a defect, also where it is unlabelled, unsure, or defective without an ellipse.',
        ]),
  ],
  write: async (source, target) => {
    await target.text('annotations.json', pieces(source, target));
  },
};
export default exporter;

async function* pieces(source: ExportSource, target: ExportTarget): AsyncGenerator<string> {
  const stems = new ImageStems();
  const categories = source.textures.map((name, i) => ({
    id: i + 1,
    name,
    supercategory: 'defect',
  }));
  yield '{"info":{"description":"Defects marked by ellipses","version":"1"},"licenses":[],\n';
  yield `"categories":${JSON.stringify(categories)},\n"images":[`;
  let id = 0;
  for await (const image of source.images()) {
    id += 1;
    const path = `${stems.of(image)}.${image.ending}`;
    await target.image(path, image);
    yield `${id === 1 ? '' : ','}\n${JSON.stringify(imageEntry(image, id, path))}`;
  }
  yield '\n],\n"annotations":[';
  let imageId = 0;
  let annotationId = 0;
  for await (const image of source.images()) {
    imageId += 1;
    const category = 1 + source.textures.indexOf(image.texture);
    for (const ellipse of image.ellipses) {
      annotationId += 1;
      const ids = { id: annotationId, image_id: imageId, category_id: category };
      const entry = { ...ids, ...annotation(ellipse, image) };
      yield `${annotationId === 1 ? '' : ','}\n${JSON.stringify(entry)}`;
    }
    target.written(image);
  }
  yield '\n]}\n';
}

function imageEntry(image: ExportedImage, id: number, path: string): unknown {
  const { width, height, sha256, texture, verdict, review, group } = image;
  return {
    id,
    file_name: path,
    width,
    height,
    ellipsight: { sha256, texture, verdict, review, group },
  };
}

function annotation(ellipse: StoredEllipse, image: ExportedImage): object {
  const polygon = ellipsePolygon(ellipse, image.width, image.height);
  const xs = polygon.filter((_, i) => i % 2 === 0);
  const ys = polygon.filter((_, i) => i % 2 === 1);
  const left = Math.min(...xs);
  const top = Math.min(...ys);
  return {
    segmentation: [polygon],
    area: polygonArea(polygon),
    bbox: [left, top, Math.max(...xs) - left, Math.max(...ys) - top],
    iscrowd: 0,
    ellipse: ownEllipseField(ellipse),
  };
}
