import { Option } from 'commander';
import type { ProposalSummary } from '../../../src-shared/ipc/proposal-views';
import { countText, percentText } from '../../reports/rate-text';
import { proposalQuality, type ProposalQuality } from '../../services/proposal-quality';
import { makeProposals } from '../../services/proposal-service';
import type { CommandEntry } from '../command-context';
import { exitCodes } from '../exit-code';
import { withHooks } from '../long-work';
import { wholeNumber } from '../number-option';
import { trainerParts, withProject } from '../open-for-command';
import { selectionOf, withSelectionOptions, type SelectionOptions } from '../selection-options';

interface ProposeOptions extends SelectionOptions {
  readonly run: string;
  readonly trial: number;
  readonly measure?: 'validation' | 'test';
  readonly json?: true;
}

export const proposeEntry: CommandEntry = {
  order: 93,
  register(program, context, end) {
    const command = program
      .command('propose <project>')
      .description('let a model propose ellipses for images; they are no labels until accepted')
      .requiredOption('--run <run>', 'the run whose model proposes')
      .option('--trial <n>', 'the trial whose model proposes', wholeNumber(1, 100), 1);
    withSelectionOptions(command)
      .addOption(
        new Option(
          '--measure <side>',
          "store nothing; compare with the ellipses marked on this side of the run's split",
        ).choices(['validation', 'test']),
      )
      .option('--json', 'print one JSON object')
      .action(async (path: string, options: ProposeOptions) => {
        const { run, trial, measure } = options;
        const trainer = trainerParts(context);
        await withProject(context, path, async (project) => {
          if (measure !== undefined) {
            const quality = await withHooks(context, 'images', (hooks) =>
              proposalQuality(project, trainer, { run, trial }, measure, hooks),
            );
            context.out(options.json ? `${JSON.stringify(quality)}\n` : qualityText(quality));
            return;
          }
          const selection = selectionOf(project, options);
          const summary = await withHooks(context, 'images', (hooks) =>
            makeProposals(project, trainer, selection, { run, trial }, hooks),
          );
          for (const { file, reason } of summary.skipped) {
            context.screen.write(`${file}: ${reason}\n`);
          }
          context.out(options.json ? `${JSON.stringify(summary)}\n` : summaryText(summary));
          end(summary.cancelled ? exitCodes.interrupted : exitCodes.done);
        });
      });
  },
};

function summaryText({ images, proposals, decidedOk, cancelled }: ProposalSummary): string {
  const stopped = cancelled ? ' Stopped; what was proposed until then stays.' : '';
  return `${countText(proposals, 'ellipse')} proposed on ${countText(images, 'image')}, of which ${decidedOk} are decided ok.${stopped}\n`;
}

function qualityText(quality: ProposalQuality): string {
  const { side, images, defective, ellipses, hits, touched, meanIou, proposals, stray } = quality;
  return `${countText(images, 'image')} of the ${side} side, ${defective} decided defective.
Of ${countText(ellipses, 'marked ellipse')} ${hits} are met with an IoU of 0.5 or more, ${touched} with 0.1 or more; mean IoU ${percentText(meanIou)}.
${countText(proposals, 'proposal')}, ${stray} of them on no marked ellipse.
`;
}
