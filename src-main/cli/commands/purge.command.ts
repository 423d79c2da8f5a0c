import { countText } from '../../reports/rate-text';
import { previewPurge, purgeExcluded } from '../../services/purge-service';
import { withBites } from '../bite-work';
import { bytesText } from '../../../src-shared/format/bytes-text';
import type { CommandEntry } from '../command-context';
import { exitCodes } from '../exit-code';
import { withProject } from '../open-for-command';

export const purgeEntry: CommandEntry = {
  order: 46,
  register(program, context, end) {
    program
      .command('purge <project>')
      .description('take excluded images out for good; without --yes only say what would be lost')
      .option('--yes', 'do it: it cannot be undone')
      .option('--json', 'print one JSON object')
      .action(async (path: string, options: { readonly yes?: true; readonly json?: true }) => {
        const { preview, summary } = await withProject(context, path, async (project) => ({
          preview: await previewPurge(project),
          summary: options.yes
            ? await withBites(context, (hooks) => purgeExcluded(project, hooks))
            : null,
        }));
        if (options.json) {
          const { images, bytes } = summary ?? preview;
          context.out(
            `${JSON.stringify({ purged: summary !== null, images, bytes, runs: preview.runs })}\n`,
          );
        } else {
          const { images, bytes } = summary ?? preview;
          const what = `${countText(images, 'excluded image')} (${bytesText(bytes)})`;
          const runs = preview.runs.map(
            ({ run, images: named }) =>
              `Run ${run} names ${named} of them: its report keeps the rates, and loses the pictures.\n`,
          );
          context.out(
            `${summary === null ? `Would purge ${what}; say --yes to do it.` : `Purged ${what}.`}\n${runs.join('')}`,
          );
        }
        end(summary?.cancelled === true ? exitCodes.interrupted : exitCodes.done);
      });
  },
};
