import { ExpectedFailure } from '../../src-shared/ipc/failure';
import type { ImportSummary } from '../../src-shared/ipc/views';
import type { DecoderArgument } from '../decoder-process/decoder-calls';
import { ImageIntake, type PreparedItem } from './image-intake';
import { takeAll, type IntakeHooks } from './intake-loop';
import { sampleTextures } from '../decoder-process/sample/sample-image';
import { imagesFolder, type OpenProject } from './project-service';
import { refuseReadOnly } from './refuse-read-only';

export interface SampleRequest {
  /** Number of textures. */
  readonly textures: number;
  /** Non-defective images of each texture. */
  readonly ok: number;
  /** Defective images of each texture. */
  readonly defective: number;
  /** Side of the square images, pixels. */
  readonly size: number;
  readonly seed: number;
}

type Recipe = Omit<DecoderArgument<'generate-sample'>, 'imagesFolder'>;

/**
 * Fills the project with generated DAGM-like textures. The same request gives the same images, which are then known
 * already.
 *
 * @throws ExpectedFailure `wrong-use` for numbers out of range; `disk-full`, `read-only`.
 */
export async function addSample(
  project: OpenProject,
  request: SampleRequest,
  hooks: IntakeHooks,
): Promise<ImportSummary> {
  refuseReadOnly(project, 'no sample was made');
  refuseOutOfRange(request);
  const recipes = sampleRecipes(request);
  const intake = new ImageIntake(project, { path: `seed ${request.seed}`, format: 'sample' });
  return takeAll(project, intake, preparations(project, recipes), recipes.length, hooks);
}

async function* preparations(
  project: OpenProject,
  recipes: readonly Recipe[],
): AsyncGenerator<() => Promise<PreparedItem>> {
  for (const recipe of recipes) {
    yield () => generate(project, recipe);
  }
}

function refuseOutOfRange({ textures, ok, defective, size, seed }: SampleRequest): void {
  const ranges: readonly (readonly [string, number, number, number])[] = [
    ['number of textures', textures, 1, sampleTextures.length],
    ['number of non-defective images', ok, 0, 100_000],
    ['number of defective images', defective, 0, 100_000],
    ['size', size, 32, 8192],
    ['seed', seed, 0, Number.MAX_SAFE_INTEGER],
  ];
  for (const [what, value, least, most] of ranges) {
    if (!Number.isInteger(value) || value < least || value > most) {
      throw new ExpectedFailure(
        'wrong-use',
        `The ${what} must be a whole number from ${least} to ${most}, not ${value}.`,
      );
    }
  }
}

/** Every image of a sample, texture by texture, defective ones after the others; numbered within texture and verdict. */
function sampleRecipes({ textures, ok, defective, size, seed }: SampleRequest): readonly Recipe[] {
  const recipes: Recipe[] = [];
  for (let texture = 0; texture < textures; texture += 1) {
    for (let index = 0; index < ok; index += 1) {
      recipes.push({ seed, texture, index, defective: false, size });
    }
    for (let index = 0; index < defective; index += 1) {
      recipes.push({ seed, texture, index, defective: true, size });
    }
  }
  return recipes;
}

async function generate(project: OpenProject, recipe: Recipe): Promise<PreparedItem> {
  const { image, ellipses } = await project.decoder.call('generate-sample', {
    ...recipe,
    imagesFolder: imagesFolder(project),
  });
  const texture = sampleTextures[recipe.texture] ?? `texture-${recipe.texture}`;
  return {
    stored: image,
    image: {
      stored: image,
      name: `${texture}/${recipe.defective ? 'defective' : 'ok'}-${String(recipe.index + 1).padStart(4, '0')}.png`,
      texture,
      verdict: recipe.defective ? 'defective' : 'ok',
      ellipses: ellipses.map((shape) => ({ shape, origin: 'generated', fitIou: null })),
    },
    skipped: [],
  };
}
