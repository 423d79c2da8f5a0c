import { InvalidArgumentError, Option, type Command } from 'commander';
import { reviews, verdicts, type Review, type Verdict } from '../../src-shared/dataset/label';
import type { ImageSelection } from '../../src-shared/ipc/collection';
import {
  decidedKinds,
  type DateRange,
  type DecisionFilter,
  type ImageFilter,
} from '../../src-shared/ipc/views';
import { ExpectedFailure } from '../../src-shared/ipc/failure';
import { textureId } from '../database/project-queries';
import type { OpenProject } from '../services/project-service';
import { requireSavedFilter } from '../services/saved-filter-service';
import { wholeNumber } from './number-option';

/** A filter, as options ask for it. */
export interface FilterOptions {
  readonly texture?: string;
  readonly verdict?: Verdict;
  readonly name?: string;
  readonly review?: Review | 'unreviewed';
  readonly labeller?: string;
  readonly labelledFrom?: string;
  readonly labelledBefore?: string;
  readonly addedFrom?: string;
  readonly addedBefore?: string;
  readonly judgedBy?: string;
  readonly decided?: DecisionFilter['decided'];
  readonly scoreFrom?: number;
  readonly scoreTo?: number;
  readonly saved?: string;
  readonly excluded?: true;
}

/** Which images a command works on. */
export interface SelectionOptions extends FilterOptions {
  readonly image: readonly number[];
  readonly all?: true;
}

const imageId = wholeNumber(1, Number.MAX_SAFE_INTEGER);

/** Adds the options that choose images. */
export function withSelectionOptions(command: Command): Command {
  return withFilterOptions(command)
    .option(
      '--image <id>',
      'this image; may be repeated',
      (text: string, before: readonly number[]) => [...before, imageId(text)],
      [],
    )
    .option('--all', 'every image');
}

/** Adds the options that make a filter. */
export function withFilterOptions(command: Command): Command {
  return command
    .option('--texture <name>', 'images of this texture')
    .addOption(new Option('--verdict <verdict>', 'images with this verdict').choices(verdicts))
    .option('--name <text>', 'images whose name holds this text')
    .addOption(
      new Option('--review <state>', 'images in this state of review').choices([
        ...reviews,
        'unreviewed',
      ]),
    )
    .option('--labeller <name>', 'images that this person labelled last; "" for nobody here')
    .option('--labelled-from <date>', 'images labelled on or after this day or moment')
    .option('--labelled-before <date>', 'images labelled before this day or moment')
    .option('--added-from <date>', 'images added on or after this day or moment')
    .option('--added-before <date>', 'images added before this day or moment')
    .option('--judged-by <run>', 'images that this run judged without having trained on them')
    .addOption(
      new Option('--decided <decision>', 'those that --judged-by decided so').choices(decidedKinds),
    )
    .option('--score-from <score>', 'those with at least this defect score by --judged-by', share)
    .option('--score-to <score>', 'those with at most this defect score by --judged-by', share)
    .option('--saved <name>', 'images of this saved filter; further options narrow it')
    .option('--excluded', 'of the excluded images, not of the others');
}

/**
 * The filter that options ask for.
 *
 * @throws ExpectedFailure `wrong-use` for a date that is none, or two kinds of date; `not-found` for an unknown texture.
 */
export function filterOf(project: OpenProject, options: FilterOptions): ImageFilter {
  const { texture, verdict, name, review, labeller, saved, excluded } = options;
  const base = saved === undefined ? everything : requireSavedFilter(project, saved);
  return {
    ...base,
    ...(texture === undefined ? {} : { textureId: knownTexture(project, texture) }),
    ...(verdict === undefined ? {} : { verdict }),
    ...(name === undefined ? {} : { text: name }),
    ...(review === undefined ? {} : { review }),
    ...(labeller === undefined ? {} : { labeller }),
    ...datesOf(options),
    ...decisionOf(options),
    ...(excluded === undefined ? {} : { excluded }),
  };
}

const everything: ImageFilter = { textureId: null, verdict: null, text: '', excluded: false };

function decisionOf({ judgedBy: run, decided, scoreFrom, scoreTo }: FilterOptions): {
  readonly decision?: DecisionFilter;
} {
  if (run !== undefined) {
    const [from, to] = [scoreFrom ?? 0, scoreTo ?? 1];
    return { decision: { run, decided: decided ?? 'any', from, to } };
  }
  if (decided === undefined && scoreFrom === undefined && scoreTo === undefined) return {};
  throw new ExpectedFailure('wrong-use', 'Say whose decision or score: --judged-by.');
}

function share(text: string): number {
  const value = Number(text);
  if (text.trim() === '' || !(value >= 0 && value <= 1)) {
    throw new InvalidArgumentError('It takes a number from 0 to 1.');
  }
  return value;
}

function datesOf(options: FilterOptions): { readonly dates?: DateRange } {
  const labelled = range('labelled', options.labelledFrom, options.labelledBefore);
  const added = range('added', options.addedFrom, options.addedBefore);
  if (labelled !== null && added !== null) {
    throw new ExpectedFailure(
      'wrong-use',
      'Ask for when images were labelled, or added, not both.',
    );
  }
  const dates = labelled ?? added;
  return dates === null ? {} : { dates };
}

function range(of: DateRange['of'], from?: string, before?: string): DateRange | null {
  return from === undefined && before === undefined
    ? null
    : { of, from: moment(from), before: moment(before) };
}

/** A day without a time begins here, at midnight of this computer's clock. */
function moment(text: string | undefined): string | null {
  if (text === undefined) return null;
  const date = new Date(/^\d{4}-\d{2}-\d{2}$/.test(text) ? `${text}T00:00:00` : text);
  if (Number.isNaN(date.getTime())) {
    throw new ExpectedFailure('wrong-use', `${text} is no date such as 2026-11-23.`);
  }
  return date.toISOString();
}

const filterNames = [
  'texture',
  'verdict',
  'name',
  'review',
  'labeller',
  'labelledFrom',
  'labelledBefore',
  'addedFrom',
  'addedBefore',
  'judgedBy',
  'decided',
  'scoreFrom',
  'scoreTo',
  'saved',
  'excluded',
] as const satisfies readonly (keyof FilterOptions)[];

/**
 * The selection that the options ask for.
 *
 * @throws ExpectedFailure `wrong-use` where they choose nothing, or in two ways; `not-found` for an unknown texture.
 */
export function selectionOf(project: OpenProject, options: SelectionOptions): ImageSelection {
  const { image, all, ...filter } = options;
  const filtered = filterNames.some((option) => filter[option] !== undefined);
  if ([filtered, image.length > 0, all === true].filter(Boolean).length !== 1) {
    throw new ExpectedFailure(
      'wrong-use',
      'Choose the images by --texture, --verdict, --name, --review and other filters, or by --image, or --all.',
    );
  }
  if (image.length > 0) return { kind: 'ids', imageIds: image };
  return { kind: 'filter', filter: filterOf(project, filter), except: [] };
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
