import { Option } from 'commander';
import { verdicts, type Verdict } from '../../../src-shared/dataset/label';
import type { LabelExportSummary } from '../../../src-shared/ipc/export-views';
import { ExpectedFailure } from '../../../src-shared/ipc/failure';
import { everyImage, type ImageChoice } from '../../../src-shared/ipc/image-choice';
import { countText } from '../../reports/rate-text';
import { exportLabels, planLabelExport } from '../../services/label-export-service';
import { projectSummary, type OpenProject } from '../../services/project-service';
import type { CommandEntry } from '../command-context';
import { exitCodes } from '../exit-code';
import { listedFiles } from '../import-text';
import { withHooks } from '../long-work';
import { withProject } from '../open-for-command';

interface ExportOptions {
  readonly format: string;
  readonly texture?: string;
  readonly verdict?: Verdict;
  readonly labelsOnly?: true;
  readonly json?: true;
}

export const exportLabelsEntry: CommandEntry = {
  order: 35,
  register(program, context, end) {
    program
      .command('export-labels <project> <out>')
      .description('write images and labels as other programs read them, into a new folder')
      .requiredOption('--format <name>', 'dagm, coco, labelme, csv or masks')
      .option('--texture <name>', 'only images of this texture')
      .addOption(
        new Option('--verdict <verdict>', 'only images with this verdict').choices(verdicts),
      )
      .option('--labels-only', 'leave the image files out')
      .option('--json', 'print one JSON object')
      .action(async (path: string, out: string, options: ExportOptions) => {
        const { format, labelsOnly, json } = options;
        const summary = await withProject(context, path, async (project) => {
          const choice = choiceOf(project, options);
          const { losses } = await planLabelExport(project, format, choice);
          for (const loss of losses) context.screen.write(`${loss}\n`);
          const request = { out, format, withImages: labelsOnly !== true, choice };
          return withHooks(context, 'images', (hooks) => exportLabels(project, request, hooks));
        });
        context.out(json ? `${JSON.stringify(summary)}\n` : exportText(summary));
        end(exitCodes.done);
      });
  },
};

function choiceOf(
  project: OpenProject,
  { texture, verdict }: Pick<ExportOptions, 'texture' | 'verdict'>,
): ImageChoice {
  if (texture === undefined && verdict === undefined) return everyImage;
  const { textures } = projectSummary(project);
  const found = textures.find(({ name }) => name === texture);
  if (texture !== undefined && found === undefined) {
    throw new ExpectedFailure(
      'wrong-use',
      `There is no texture ${texture} in this project; nothing was written.`,
      `There is ${textures.map(({ name }) => name).join(', ')}.`,
    );
  }
  const filter = { textureId: found?.id ?? null, verdict: verdict ?? null, text: '' };
  return { kind: 'filter', filter, except: [] };
}

function exportText({ folder, images, ellipses, left }: LabelExportSummary): string {
  return [
    `${countText(images, 'image')} with ${countText(ellipses, 'ellipse')} in ${folder}, ${left.length} left out.`,
    ...listedFiles('Left out', left),
    '',
  ].join('\n');
}
