import { resolve } from 'node:path';
import { Option } from 'commander';
import { ExpectedFailure } from '../../../src-shared/ipc/failure';
import { preprocessings, type Preprocessing } from '../../../src-shared/training/weight-input';
import { importWeights, inspectWeights } from '../../services/weight-import';
import { listWeightSets, removeWeightSet, requireFreeName } from '../../services/weight-library';
import { suggestedName } from '../../services/weight-name';
import type { CommandContext, CommandEntry } from '../command-context';
import { exitCodes, type ExitCode } from '../exit-code';
import { withHooks } from '../long-work';
import { readingText, setsText, setText } from '../weights-text';

interface ImportOptions {
  readonly as?: string;
  readonly architecture?: string;
  readonly preprocessing?: Preprocessing;
  readonly licence?: string;
  readonly dryRun?: true;
  readonly json?: true;
}

export const weightsEntry: CommandEntry = {
  order: 52,
  register(program, context, end) {
    const weights = program
      .command('weights')
      .description('sets of pretrained convolutions that the mode transfer can start from');
    weights
      .command('list')
      .description('the sets of this user, and the one that comes with Ellipsight')
      .option('--json', 'print one JSON object')
      .action(({ json }: { readonly json?: true }) => {
        const library = listWeightSets();
        context.out(json ? `${JSON.stringify(library)}\n` : setsText(library));
        end(exitCodes.done);
      });
    weights
      .command('import <file>')
      .description(
        'take over weights of Keras (.h5), safetensors, ONNX or TensorFlow.js (model.json)',
      )
      .option('--as <name>', "what plans call the set (default: from the file's name)")
      .option('--architecture <name>', 'whose convolutions it holds (default: recognised)')
      .addOption(
        new Option('--preprocessing <name>', 'what the network was given as input').choices(
          preprocessings,
        ),
      )
      .option('--licence <text>', "of the weights (default: the file's own word)")
      .option('--dry-run', 'only say what the file holds, layer by layer')
      .option('--json', 'print one JSON object')
      .action(async (file: string, options: ImportOptions) => {
        end(await importFile(context, resolve(file), options));
      });
    weights
      .command('remove <name>')
      .description('remove a set; runs that started from it keep their copy')
      .option('--json', 'print one JSON object')
      .action((name: string, { json }: { readonly json?: true }) => {
        removeWeightSet(name);
        context.out(json ? `${JSON.stringify({ removed: name })}\n` : `Removed ${name}.\n`);
        end(exitCodes.done);
      });
  },
};

async function importFile(
  context: CommandContext,
  file: string,
  options: ImportOptions,
): Promise<ExitCode> {
  const { launcher, screen, out } = context;
  const name = options.as ?? suggestedName(file);
  if (options.dryRun === undefined) requireFreeName(name);
  const reading = await withHooks(context, 'layers', (hooks) =>
    inspectWeights(launcher, file, options.architecture ?? null, hooks),
  );
  if (options.dryRun) {
    out(options.json ? `${JSON.stringify({ reading })}\n` : readingText(reading));
    return reading.problems.length === 0 ? exitCodes.done : exitCodes.badInput;
  }
  if (reading.problems.length > 0) {
    throw new ExpectedFailure(
      'bad-input',
      `${reading.file} does not hold the convolutions of ${reading.architecture}:\n${reading.problems.map((problem) => `  ${problem}\n`).join('')}`,
      'Choose another file, or name another --architecture; nothing was changed.',
    );
  }
  const preprocessing = options.preprocessing ?? reading.preprocessing;
  if (preprocessing === null) {
    throw new ExpectedFailure(
      'wrong-use',
      `Nothing in ${reading.file} says what the network was given as input.`,
      `Give --preprocessing ${preprocessings.join(', ')}; the guide says which is which.`,
    );
  }
  const licence = options.licence ?? reading.licence;
  if (licence === null) {
    screen.write(
      'The file states no licence; find out whether you may use it, and give --licence.\n',
    );
  }
  const { architecture, digest } = reading;
  const set = await withHooks(context, 'layers', (hooks) =>
    importWeights(launcher, { file, name, architecture, preprocessing, licence, digest }, hooks),
  );
  out(
    options.json
      ? `${JSON.stringify({ set, reading })}\n`
      : `${readingText(reading)}\n${setText(set)}`,
  );
  return exitCodes.done;
}
