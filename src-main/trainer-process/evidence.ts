import { join } from 'node:path';
import { decideImage, softmax } from '../../src-shared/evaluation/image-decision';
import { evidenceMap, type PatchEvidence } from '../../src-shared/evaluation/evidence-map';
import { proposedEllipses } from '../../src-shared/labelling/proposed-ellipses';
import type { ImageEvidence } from '../../src-shared/training/image-evidence';
import type { EvidenceJob, JobImage } from '../../src-shared/training/trainer-job';
import { ClassActivation } from './class-activation';
import { gridOf } from './image-evaluation';
import { JobCancelled, type JobContext } from './job-context';
import { verifiedFile } from './job-files';
import { readMeans } from './model-file';
import { PatchPixels } from './patch-pixels';
import { writeDurably } from './weights/durable-file';

/**
 * Where one model sees defects in the images of a job: a file `evidence-INDEX.json` an image, whole as soon as the
 * `phase` event has counted it. Images smaller than a patch get none.
 */
export async function runEvidence(job: EvidenceJob, context: JobContext): Promise<void> {
  const modelPath = verifiedFile(context.folder, job.model, 'model');
  const pixelPath = verifiedFile(context.folder, job.pixels, 'pixel file');
  const means = readMeans(modelPath, 'model');
  const network = ClassActivation.read(modelPath, job.plan, job.textures.length);
  const { patchSize } = job.plan;
  const pixels = PatchPixels.open(pixelPath, job.images, job.pixels.channels, patchSize, means);
  try {
    for (const [index, image] of job.images.entries()) {
      const evidence = imageEvidence(network, pixels, image, index);
      if (evidence !== null) {
        writeDurably(join(context.folder, `evidence-${index}.json`), [
          Buffer.from(JSON.stringify(evidence)),
        ]);
      }
      const [done, total] = [index + 1, job.images.length];
      context.emit({ kind: 'phase', trial: 0, phase: 'evaluating', done, total });
      await context.breathe();
      if (context.cancelled()) throw new JobCancelled();
    }
  } finally {
    pixels.close();
    network.dispose();
  }
}

/** Patches that go through the network together: memory of a whole VGG16 stays below a gigabyte. */
const patchesTogether = 9;

function imageEvidence(
  network: ClassActivation,
  pixels: PatchPixels,
  image: JobImage,
  index: number,
): ImageEvidence | null {
  const grid = gridOf(image, index, pixels.patchSize);
  if (grid === null) return null;
  const seen = [];
  for (let start = 0; start < grid.length; start += patchesTogether) {
    seen.push(...network.look(pixels, grid.slice(start, start + patchesTogether)));
  }
  const decision = decideImage(seen.map(({ logits }) => logits));
  const patches = seen.map(({ logits, activation }, at): PatchEvidence => {
    const { x = 0, y = 0 } = grid[at] ?? {};
    const score = softmax(logits).reduce((sum, one, c) => sum + (c % 2 === 1 ? one : 0), 0);
    return { x, y, score: Math.min(1, score), activation: activation(decision.texture) };
  });
  const { rows, columns } = network;
  const map = evidenceMap(patches, { ...image, patchSize: pixels.patchSize, rows, columns });
  return {
    formatVersion: 1,
    width: image.width,
    height: image.height,
    texture: decision.texture,
    defective: decision.defective,
    score: decision.score,
    patches: patches.map(({ x, y, score }) => ({ x, y, score })),
    map: { ...map, values: Buffer.from(map.values.buffer).toString('base64') },
    // The rule of the decision: where no patch is taken for defective there is nothing to propose.
    proposals: decision.defective ? proposedEllipses(map, image.width, image.height) : [],
  };
}
