import type { EvidenceView } from '../../src-shared/ipc/proposal-views';
import type { HeatGrid } from '../../src-shared/labelling/heat-grid';
import type { ImageEvidence } from '../../src-shared/training/image-evidence';
import type { LookingModel } from './evidence-service';

/** Cells along an image's longer side, of the picture of patch scores. */
const cells = 48;

/** Kept evidence as the window draws it, in image pixels. */
export function evidenceView(
  { run, model, textures }: LookingModel,
  evidence: ImageEvidence,
  image: { readonly width: number },
): EvidenceView {
  const factor = image.width / evidence.width;
  return {
    run: run.id,
    trial: model.trial,
    score: evidence.score,
    defective: evidence.defective,
    texture: textures[evidence.texture] ?? '',
    activation: activationGrid(evidence.map, factor),
    patches: patchGrid(evidence, run.plan.patchSize, factor),
  };
}

function activationGrid(map: ImageEvidence['map'], factor: number): HeatGrid {
  const bytes = Buffer.from(map.values, 'base64');
  const values = Array.from({ length: map.columns * map.rows }, (_, at) =>
    // Three digits are more than a screen shows.
    rounded(bytes.readFloatLE(4 * at)),
  );
  const side = map.cell * factor;
  const area = { x: 0, y: 0, width: map.columns * side, height: map.rows * side };
  return { columns: map.columns, rows: map.rows, values, area, smooth: true };
}

/** The mean score of the patches over each place: patches overlap, so they cannot be drawn as they are. */
function patchGrid(evidence: ImageEvidence, patchSize: number, factor: number): HeatGrid {
  const { width, height, patches } = evidence;
  const cell = Math.max(width, height) / cells;
  const columns = Math.max(1, Math.round(width / cell));
  const rows = Math.max(1, Math.round(height / cell));
  const values = Array.from({ length: columns * rows }, (_, at) => {
    const x = ((at % columns) + 0.5) * (width / columns);
    const y = (Math.floor(at / columns) + 0.5) * (height / rows);
    const over = patches.filter(
      (patch) =>
        x >= patch.x && x <= patch.x + patchSize && y >= patch.y && y <= patch.y + patchSize,
    );
    return rounded(over.reduce((sum, { score }) => sum + score, 0) / Math.max(1, over.length));
  });
  const area = { x: 0, y: 0, width: width * factor, height: height * factor };
  return { columns, rows, values, area, smooth: false };
}

function rounded(value: number): number {
  return Math.round(value * 1000) / 1000;
}
