import { Option } from 'commander';
import {
  modelFormats,
  type ModelExportSummary,
  type ModelFormat,
} from '../../../src-shared/deployment/model-export';
import { exportModel } from '../../deployment/export-model';
import { countText } from '../../reports/rate-text';
import type { CommandEntry } from '../command-context';
import { exitCodes } from '../exit-code';
import { withHooks } from '../long-work';
import { wholeNumber } from '../number-option';
import { withProject } from '../open-for-command';

interface ExportOptions {
  readonly run: string;
  readonly trial: number;
  readonly format: ModelFormat;
  readonly out: string;
  readonly json?: true;
}

export const exportEntry: CommandEntry = {
  order: 92,
  register(program, context, end) {
    program
      .command('export <project>')
      .description("write one trial's model for other programs, verified on all test images")
      .requiredOption('--run <run>', 'a teacher or student run')
      .option('--trial <n>', 'the trial whose model is written', wholeNumber(1, 100), 1)
      .addOption(
        new Option('--format <name>', 'the form; a bundle holds all that deciding takes')
          .choices(modelFormats)
          .makeOptionMandatory(),
      )
      .requiredOption('--out <path>', 'a new file, or for saved-model and bundle a new folder')
      .option('--json', 'print one JSON object')
      .action(async (path: string, { json, ...request }: ExportOptions) => {
        const summary = await withProject(context, path, (project) =>
          withHooks(context, 'test images', (hooks) => exportModel(project, request, hooks)),
        );
        context.out(json ? `${JSON.stringify(summary)}\n` : `${exportText(summary)}\n`);
        end(exitCodes.done);
      });
  },
};

function exportText({ out, verification }: ModelExportSummary): string {
  if (verification === null) return out;
  const { images, largestDifference, missing } = verification;
  const left = missing === 0 ? '' : `; ${countText(missing, 'image')} no longer in the project`;
  return `${out}\nVerified on ${countText(images, 'test image')}: same decisions, logits within ${largestDifference.toExponential(1)}${left}.`;
}
