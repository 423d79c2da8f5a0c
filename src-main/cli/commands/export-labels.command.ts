import { countText } from '../../reports/rate-text';
import {
  exportLabels,
  planLabelExport,
  type LabelExportSummary,
} from '../../services/label-export-service';
import type { CommandEntry } from '../command-context';
import { exitCodes } from '../exit-code';
import { listedFiles } from '../import-text';
import { withHooks } from '../long-work';
import { withProject } from '../open-for-command';

interface ExportOptions {
  readonly format: string;
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
      .option('--labels-only', 'leave the image files out')
      .option('--json', 'print one JSON object')
      .action(async (path: string, out: string, { format, labelsOnly, json }: ExportOptions) => {
        const summary = await withProject(context, path, (project) => {
          for (const loss of planLabelExport(project, format).losses) {
            context.screen.write(`${loss}\n`);
          }
          const request = { out, format, withImages: labelsOnly !== true };
          return withHooks(context, 'images', (hooks) => exportLabels(project, request, hooks));
        });
        context.out(json ? `${JSON.stringify(summary)}\n` : exportText(summary));
        end(exitCodes.done);
      });
  },
};

function exportText({ folder, images, ellipses, left }: LabelExportSummary): string {
  return [
    `${countText(images, 'image')} with ${countText(ellipses, 'ellipse')} in ${folder}, ${left.length} left out.`,
    ...listedFiles('Left out', left),
    '',
  ].join('\n');
}
