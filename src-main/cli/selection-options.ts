import { Option, type Command } from 'commander';
import { verdicts, type Verdict } from '../../src-shared/dataset/label';
import type { ImageSelection } from '../../src-shared/ipc/collection';
import { ExpectedFailure } from '../../src-shared/ipc/failure';
import { textureId } from '../database/project-queries';
import type { OpenProject } from '../services/project-service';
import { wholeNumber } from './number-option';

/** Which images a command works on. */
export interface SelectionOptions {
  readonly texture?: string;
  readonly verdict?: Verdict;
  readonly name?: string;
  readonly excluded?: true;
  readonly image: readonly number[];
  readonly all?: true;
}

const imageId = wholeNumber(1, Number.MAX_SAFE_INTEGER);

/** Adds the options that choose images. */
export function withSelectionOptions(command: Command): Command {
  return command
    .option('--texture <name>', 'images of this texture')
    .addOption(new Option('--verdict <verdict>', 'images with this verdict').choices(verdicts))
    .option('--name <text>', 'images whose name holds this text')
    .option('--excluded', 'of the excluded images, not of the others')
    .option(
      '--image <id>',
      'this image; may be repeated',
      (text: string, before: readonly number[]) => [...before, imageId(text)],
      [],
    )
    .option('--all', 'every image');
}

/**
 * The selection that the options ask for.
 *
 * @throws ExpectedFailure `wrong-use` where they choose nothing, or in two ways; `not-found` for an unknown texture.
 */
export function selectionOf(project: OpenProject, options: SelectionOptions): ImageSelection {
  const { texture, verdict, name, excluded, image, all } = options;
  const filtered = [texture, verdict, name, excluded].some((value) => value !== undefined);
  if ([filtered, image.length > 0, all === true].filter(Boolean).length !== 1) {
    throw new ExpectedFailure(
      'wrong-use',
      'Choose the images by --texture, --verdict, --name and --excluded, or by --image, or --all.',
    );
  }
  if (image.length > 0) return { kind: 'ids', imageIds: image };
  const id = texture === undefined ? null : knownTexture(project, texture);
  return {
    kind: 'filter',
    filter: {
      textureId: id,
      verdict: verdict ?? null,
      text: name ?? '',
      excluded: excluded === true,
    },
    except: [],
  };
}

/** @throws ExpectedFailure `not-found` */
export function knownTexture(project: OpenProject, name: string): number {
  const id = textureId(project.database, name);
  if (id === null) {
    throw new ExpectedFailure(
      'not-found',
      `There is no texture ${name} in this project.`,
      'The textures are listed by "info".',
    );
  }
  return id;
}
