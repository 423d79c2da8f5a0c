import { Argument } from 'commander';
import { ExpectedFailure } from '../../../src-shared/ipc/failure';
import { countText, percentText } from '../../reports/rate-text';
import { acceptProposals, rejectProposals } from '../../services/proposal-decisions';
import { waitingProposals, type WaitingProposal } from '../../services/proposal-service';
import type { CommandEntry } from '../command-context';
import { wholeNumber } from '../number-option';
import { withProject } from '../open-for-command';

type Action = 'list' | 'accept' | 'reject';

interface ProposalsOptions {
  readonly id: readonly number[];
  readonly image: readonly number[];
  readonly all?: true;
  readonly json?: true;
}

const anyId = wholeNumber(1, Number.MAX_SAFE_INTEGER);
const collect = (text: string, before: readonly number[]): readonly number[] => [
  ...before,
  anyId(text),
];

export const proposalsEntry: CommandEntry = {
  order: 94,
  register(program, context) {
    program
      .command('proposals <project>')
      .description(
        'ellipses that models propose: list them, make labels of them, or lay them aside',
      )
      .addArgument(new Argument('[action]').choices(['list', 'accept', 'reject']).default('list'))
      .option('--id <id>', 'this proposal; may be repeated', collect, [])
      .option('--image <id>', 'those of this image; may be repeated', collect, [])
      .option('--all', 'every one that waits')
      .option('--json', 'print one JSON object')
      .action(async (path: string, action: Action, options: ProposalsOptions) => {
        await withProject(context, path, async (project) => {
          const waiting = (await waitingProposals(project)).filter(isMeant(action, options));
          const byImage = new Map<number, WaitingProposal[]>();
          for (const proposal of waiting) {
            byImage.set(proposal.imageId, [...(byImage.get(proposal.imageId) ?? []), proposal]);
          }
          for (const [imageId, proposals] of byImage) {
            const ids = proposals.map(({ id }) => id);
            if (action === 'accept') {
              const accepted = ids.map((proposalId) => ({ proposalId, shape: null }));
              acceptProposals(project, imageId, accepted);
            }
            if (action === 'reject') rejectProposals(project, imageId, ids);
          }
          context.out(
            options.json
              ? `${JSON.stringify({ action, proposals: waiting })}\n`
              : proposalsText(action, waiting),
          );
        });
      });
  },
};

/** @throws ExpectedFailure `wrong-use` where something is to be done to none, or to what is not named. */
function isMeant(
  action: Action,
  { id, image, all }: ProposalsOptions,
): (proposal: WaitingProposal) => boolean {
  const named = id.length > 0 || image.length > 0;
  if (action !== 'list' && named === (all === true)) {
    throw new ExpectedFailure(
      'wrong-use',
      `Say which proposals to ${action}: by --id or --image, or --all.`,
    );
  }
  return (proposal) => !named || id.includes(proposal.id) || image.includes(proposal.imageId);
}

function proposalsText(action: Action, proposals: readonly WaitingProposal[]): string {
  const number = countText(proposals.length, 'proposal');
  if (action !== 'list') {
    return `${number} ${action === 'accept' ? 'made labels; "undo" takes them back, image by image' : 'laid aside'}.\n`;
  }
  const lines = proposals.map(({ id, name, score, run, trial, shape: { x, y, a, b } }) => {
    const place = `(${x.toFixed(1)}, ${y.toFixed(1)}) ${a.toFixed(1)} × ${b.toFixed(1)}`;
    return `${id}  ${percentText(score)}  ${place}  ${run} trial ${trial}  ${name}\n`;
  });
  return lines.join('') + `${number} waiting.\n`;
}
