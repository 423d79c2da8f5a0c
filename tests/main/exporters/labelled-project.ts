import { join } from 'node:path';
import fc from 'fast-check';
import { addEllipse, setVerdict } from '../../../src-main/services/labelling-service';
import { reviewImage } from '../../../src-main/services/review-service';
import type { OpenProject } from '../../../src-main/services/project-service';
import type { Ellipse } from '../../../src-shared/labelling/ellipse';
import { grayPng, writeTo } from '../made-images';
import { importFrom } from '../services/checked-import';
import { asPerson, temporaryFolder, temporaryProject } from '../temporary-project';

const number = (min: number, max: number): fc.Arbitrary<number> =>
  fc.double({ min, max, noNaN: true });
/** Ellipses on an image of 64 × 64 pixels, very thin and very large ones too. */
export const anyEllipse: fc.Arbitrary<Ellipse> = fc.record({
  x: number(0.1, 63.9),
  y: number(0.1, 63.9),
  a: number(1e-12, 100),
  b: number(0.01, 100),
  angle: number(-10, 10),
});

/** A project of one image per list of ellipses (defective; `null`: ok), all of texture `felt`, 64 × 64 pixels. */
export async function projectOf(
  labels: readonly (readonly Ellipse[] | null)[],
): Promise<OpenProject> {
  const project = await temporaryProject();
  const source = join(temporaryFolder(), 'felt');
  for (let i = 0; i < labels.length; i += 1) {
    writeTo(join(source, `${i + 1}.png`), await grayPng(i + 1));
  }
  await importFrom(project, source);
  labels.forEach((ellipses, i) => {
    if (ellipses === null) {
      setVerdict(project, i + 1, 'ok', false);
    }
    for (const ellipse of ellipses ?? []) {
      addEllipse(project, i + 1, ellipse);
    }
  });
  return project;
}

/** One image of each kind: ok, one ellipse, two, none, unsure, unlabelled; the second is reviewed. */
export async function mixedProject(): Promise<OpenProject> {
  const one = { x: 20.123456789, y: 30, a: 10, b: 5.25, angle: -0.5 };
  const two = { x: 60, y: 10, a: 12, b: 3, angle: 2 };
  const project = await projectOf([null, [one], [one, two], [], [], []]);
  reviewImage(asPerson(project, 'Lee'), 2, 'reviewed');
  setVerdict(project, 4, 'defective', false);
  setVerdict(project, 5, 'unsure', false);
  return project;
}

/** Everything that is decided about each image, by the hash of its bytes. */
export function labelsOf(project: OpenProject): unknown {
  const images = project.database
    .prepare(
      `SELECT images.id, sha256, textures.name AS texture, verdict, review FROM images
       JOIN textures ON textures.id = texture_id ORDER BY sha256`,
    )
    .all() as readonly { readonly id: number }[];
  return images.map(({ id, ...image }) => ({ ...image, ellipses: ellipsesOf(project, id) }));
}

function ellipsesOf(project: OpenProject, imageId: number): unknown {
  return project.database
    .prepare('SELECT x, y, a, b, angle FROM ellipses WHERE image_id = ? ORDER BY id')
    .all(imageId);
}
