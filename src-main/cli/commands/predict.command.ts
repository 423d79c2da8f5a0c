import { Option } from 'commander';
import { predictImages, type Prediction } from '../../services/prediction-service';
import type { CommandEntry } from '../command-context';
import { exitCodes } from '../exit-code';
import { wholeNumber } from '../number-option';
import { trainerParts, withProject } from '../open-for-command';
import { percentText } from '../../reports/rate-text';

interface PredictOptions {
  readonly run?: string;
  readonly trial: number;
  readonly failOn?: 'defective';
  readonly json?: true;
}

export const predictEntry: CommandEntry = {
  order: 90,
  register(program, context, end) {
    program
      .command('predict <project> <images...>')
      .description("decide images with one trial's model; folders are searched for images")
      .option('--run <run>', 'the run whose model decides (default: the newest that is done)')
      .option('--trial <n>', 'the trial whose model decides', wholeNumber(1, 100), 1)
      .addOption(
        new Option('--fail-on <verdict>', 'end with code 10 where one is found').choices([
          'defective',
        ]),
      )
      .option('--json', 'print one JSON object a line, one line an image')
      .action(async (path: string, images: readonly string[], options: PredictOptions) => {
        const { run = null, trial, failOn, json } = options;
        let failures = 0;
        let found = false;
        await withProject(context, path, (project) =>
          predictImages(
            project,
            trainerParts(context),
            { run, trial, images },
            {
              onModel: (model) => context.screen.write(`Deciding by trial ${trial} of ${model}.\n`),
              onFailure: ({ file, reason }) => {
                failures += 1;
                context.screen.write(`${file}: ${reason}\n`);
              },
              onPrediction: (prediction) => {
                found ||= prediction.defective;
                context.out(json ? `${JSON.stringify(prediction)}\n` : predictionText(prediction));
              },
            },
          ),
        );
        // An image that could not be decided counts more than one that was found defective.
        if (failures > 0) end(exitCodes.badInput);
        else end(failOn === 'defective' && found ? exitCodes.foundDefective : exitCodes.done);
      });
  },
};

function predictionText({ image, texture, defective, score }: Prediction): string {
  const verdict = defective ? 'defective' : 'ok';
  return `${verdict.padEnd(9)}  ${texture}  defect score ${percentText(score)}  ${image}\n`;
}
