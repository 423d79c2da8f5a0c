import { addSample } from '../../services/sample-service';
import type { CommandEntry } from '../command-context';
import { exitCodes } from '../exit-code';
import { importText } from '../import-text';
import { withHooks } from '../long-work';
import { largestSeed, wholeNumber } from '../number-option';
import { withProject } from '../open-for-command';

interface SampleOptions {
  readonly textures: number;
  readonly ok: number;
  readonly defective: number;
  readonly size: number;
  readonly seed: number;
  readonly json?: true;
}

export const sampleEntry: CommandEntry = {
  order: 20,
  register(program, context, end) {
    program
      .command('sample <project>')
      .description('fill a project with generated DAGM-like textures and ellipses')
      .option('--textures <n>', 'surface patterns', wholeNumber(1, 100), 6)
      .option('--ok <n>', 'non-defective images a texture', wholeNumber(0, 100_000), 40)
      .option('--defective <n>', 'defective images a texture', wholeNumber(0, 100_000), 12)
      .option('--size <pixels>', 'side of an image', wholeNumber(64, 8192), 512)
      .option('--seed <n>', 'same seed, same images', wholeNumber(0, largestSeed), 1)
      .option('--json', 'print one JSON object')
      .action(async (path: string, options: SampleOptions) => {
        const { textures, ok, defective, size, seed } = options;
        const summary = await withProject(context, path, (project) =>
          withHooks(context, 'images', (hooks) =>
            addSample(project, { textures, ok, defective, size, seed }, hooks),
          ),
        );
        context.out(options.json ? `${JSON.stringify(summary)}\n` : importText(summary));
        end(summary.cancelled ? exitCodes.interrupted : exitCodes.done);
      });
  },
};
