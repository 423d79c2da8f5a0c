import { ExpectedFailure } from '../../src-shared/ipc/failure';
import type { ImportSummary } from '../../src-shared/ipc/views';
import type { DecoderArgument } from '../decoder-process/decoder-calls';
import { ImageIntake, type PreparedItem } from './image-intake';
import { takeAll, type IntakeHooks } from './intake-loop';
import { imagesFolder, type OpenProject } from './project-service';

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
 * Fills the project with generated DAGM-like textures `Sample1`, `Sample2`, … The same request gives the same images,
 * which are then known already.
 *
 * @throws ExpectedFailure `disk-full`, `read-only`.
 */
export async function addSample(
  project: OpenProject,
  request: SampleRequest,
  hooks: IntakeHooks,
): Promise<ImportSummary> {
  if (project.readOnly) {
    throw new ExpectedFailure(
      'read-only',
      `${project.folder} can only be read; no sample was made.`,
      'Copy the project to a folder that can be written.',
    );
  }
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

/** Every image of a sample, texture by texture, defective ones after the others; numbered within the texture. */
function sampleRecipes({ textures, ok, defective, size, seed }: SampleRequest): readonly Recipe[] {
  const recipes: Recipe[] = [];
  for (let texture = 0; texture < textures; texture += 1) {
    for (let index = 0; index < ok + defective; index += 1) {
      recipes.push({ seed, texture, index, defective: index >= ok, size });
    }
  }
  return recipes;
}

async function generate(project: OpenProject, recipe: Recipe): Promise<PreparedItem> {
  const { image, ellipses } = await project.decoder.call('generate-sample', {
    ...recipe,
    imagesFolder: imagesFolder(project),
  });
  const texture = `Sample${recipe.texture + 1}`;
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
