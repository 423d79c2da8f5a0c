import { countText } from '../../reports/rate-text';
import { projectSummary } from '../../services/project-service';
import { verifyProject } from '../../services/verify-service';
import type { CommandEntry } from '../command-context';
import { exitCodes } from '../exit-code';
import { withProject } from '../open-for-command';
import { ProgressLine } from '../progress-line';

export const verifyEntry: CommandEntry = {
  order: 95,
  register(program, context, end) {
    program
      .command('verify <project>')
      .description('check a project: database, history, labels, totals and image files')
      .option('--json', 'print one JSON object')
      .action(async (path: string, { json }: { json?: true }) => {
        const line = new ProgressLine(context.screen);
        const report = await withProject(context, path, (project) => {
          const total = projectSummary(project).images;
          return verifyProject(project, (done) =>
            line.show({
              fraction: total === 0 ? 0 : done / total,
              text: `${done} of ${total} images`,
            }),
          );
        }).finally(() => line.end());
        const { findings, images } = report;
        if (json) context.out(`${JSON.stringify(report)}\n`);
        else {
          const verdict =
            findings.length === 0 ? 'all is well' : countText(findings.length, 'finding');
          context.out(
            `${countText(images, 'image')} checked: ${verdict}.\n${findings
              .map(({ message }) => `  ${message}\n`)
              .join('')}`,
          );
        }
        end(findings.length === 0 ? exitCodes.done : exitCodes.badInput);
      });
  },
};
