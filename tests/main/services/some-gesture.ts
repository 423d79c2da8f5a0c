import { imageDetail } from '../../../src-main/services/image-service';
import {
  addEllipse,
  deleteEllipses,
  redo,
  setVerdict,
  undo,
} from '../../../src-main/services/labelling-service';
import type { OpenProject } from '../../../src-main/services/project-service';
import { verdicts } from '../../../src-shared/dataset/label';
import type { RandomStream } from '../../../src-shared/dataset/random';

/** One gesture of any kind on one of the images 1…`images`, 64 × 64 or larger. */
export function someGesture(project: OpenProject, random: RandomStream, images: number): void {
  const imageId = 1 + random.integer(images);
  const { ellipses } = imageDetail(project, imageId);
  const [first] = ellipses;
  const choice = random.integer(10);
  if (choice === 0) {
    undo(project);
  } else if (choice === 1) {
    redo(project);
  } else if (choice === 2) {
    setVerdict(project, imageId, verdicts[random.integer(verdicts.length)] ?? 'ok', true);
  } else if (first !== undefined && (choice < 5 || ellipses.length > 20)) {
    deleteEllipses(project, imageId, [first.id]);
  } else {
    const [x, y] = [64 * random.uniform(), 64 * random.uniform()];
    addEllipse(project, imageId, { x, y, a: 1 + random.integer(30), b: 12, angle: x - y });
  }
}
