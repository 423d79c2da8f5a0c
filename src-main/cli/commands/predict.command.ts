import { resolve } from 'node:path';
import { Option } from 'commander';
import { ruleSentence } from '../../../src-shared/deployment/ruled-decision';
import { ExpectedFailure } from '../../../src-shared/ipc/failure';
import { isBundle, openBundle } from '../../deployment/open-bundle';
import { predictWithBundle } from '../../deployment/bundle-prediction';
import { watchedImages } from '../../deployment/watched-folder';
import { findImageFiles } from '../../services/image-files';
import { predictImages } from '../../services/prediction-service';
import type { CommandContext, CommandEntry } from '../command-context';
import { wholeNumber } from '../number-option';
import { trainerParts, withProject } from '../open-for-command';
import { tellPredictions, type PredictionsTold } from '../predictions-told';

interface PredictOptions {
  readonly run?: string;
  readonly trial?: number;
  readonly watch?: string;
  readonly failOn?: 'defective';
  readonly json?: true;
}

export const predictEntry: CommandEntry = {
  order: 90,
  register(program, context, end) {
    program
      .command('predict <project-or-bundle> [images...]')
      .description(
        "decide images with a bundle, or one trial's model; folders are searched for images",
      )
      .option('--run <run>', 'the run whose model decides (default: the newest that is done)')
      .option('--trial <n>', 'the trial whose model decides (default: 1)', wholeNumber(1, 100))
      .option(
        '--watch <folder>',
        'with a bundle: decide what comes into a folder, until interrupted',
      )
      .addOption(
        new Option('--fail-on <verdict>', 'end with code 10 where one is found').choices([
          'defective',
        ]),
      )
      .option('--json', 'print one JSON object a line, one line an image')
      .action(async (path: string, images: readonly string[], options: PredictOptions) => {
        const told = tellPredictions(context, options.json === true);
        if (images.length === 0 && options.watch === undefined) {
          throw wrongUse(
            'There are no images to decide.',
            'Name files, folders, or --watch FOLDER.',
          );
        }
        if (await isBundle(path)) await withBundle(context, path, images, options, told);
        else await withRun(context, path, images, options, told);
        end(told.exitCode(options.failOn === 'defective'));
      });
  },
};

async function withRun(
  context: CommandContext,
  path: string,
  images: readonly string[],
  { run, trial = 1, watch }: PredictOptions,
  told: PredictionsTold,
): Promise<void> {
  if (watch !== undefined) {
    throw wrongUse('A folder is watched with a bundle.', 'Make one with "export --format bundle".');
  }
  await withProject(context, path, (project) =>
    predictImages(
      project,
      trainerParts(context),
      { run: run ?? null, trial, images },
      {
        ...told,
        onModel: (model, rule) =>
          context.screen.write(`Deciding by trial ${trial} of ${model}. ${ruleSentence(rule)}\n`),
      },
    ),
  );
}

async function withBundle(
  context: CommandContext,
  path: string,
  images: readonly string[],
  { run, trial, watch }: PredictOptions,
  told: PredictionsTold,
): Promise<void> {
  if (run !== undefined || trial !== undefined) {
    throw wrongUse('A bundle holds one model; --run and --trial are for projects.', '');
  }
  const bundle = await openBundle(path);
  const { manifest } = bundle;
  context.screen.write(
    `Deciding by trial ${manifest.run.trial} of ${manifest.run.id}, exported ${manifest.exportedAt}. ${manifest.decision.sentence}\n`,
  );
  const { launcher } = context;
  const files = findImageFiles(images, told.onFailure);
  await predictWithBundle(bundle, launcher, files, images.length > 0 ? 'many' : 'one-by-one', told);
  if (watch === undefined) return;
  const signal = { cancelled: false };
  const ended = context.interrupts.listen((times) => {
    if (times > 1) process.exit(130);
    signal.cancelled = true;
  });
  try {
    context.screen.write(`Watching ${resolve(watch)}; interrupt to end.\n`);
    const coming = watchedImages(watch, signal);
    await predictWithBundle(bundle, launcher, coming, 'one-by-one', told);
  } finally {
    ended();
  }
}

function wrongUse(message: string, next: string): ExpectedFailure {
  return new ExpectedFailure('wrong-use', message, next);
}
