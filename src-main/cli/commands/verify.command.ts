import { countText } from '../../reports/rate-text';
import { verifyProject } from '../../services/verify-service';
import type { CommandEntry } from '../command-context';
import { exitCodes } from '../exit-code';
import { withHooks } from '../long-work';
import { withProject } from '../open-for-command';
import { projectSummary } from '../../services/project-service';

export const verifyEntry: CommandEntry = {
  order: 95,
  register(program, context, end) {
    program
      .command('verify <project>')
      .description('check a project: database, history, labels, totals and image files')
      .option('--json', 'print one JSON object')
      .action(async (path: string, { json }: { json?: true }) => {
        const report = await withProject(context, path, (project) =>
          withHooks(context, 'images', ({ onProgress }) => {
            const total = projectSummary(project).images;
            return verifyProject(project, (done) =>
              onProgress({ done, total, perSecond: null, remainingSeconds: null }),
            );
          }),
        );
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
