import { Option } from 'commander';
import { reviews, type Review } from '../../../src-shared/dataset/label';
import type { ManySummary } from '../../../src-shared/ipc/collection';
import { ExpectedFailure } from '../../../src-shared/ipc/failure';
import { projectHead } from '../../database/exchange-queries';
import { countText } from '../../reports/rate-text';
import { changeImages } from '../../services/many-images-service';
import { reviewImage } from '../../services/review-service';
import { withBites } from '../bite-work';
import type { CommandEntry } from '../command-context';
import { signedBy, withNameOption } from '../declared-name';
import { exitCodes } from '../exit-code';
import { wholeNumber } from '../number-option';
import { withProject } from '../open-for-command';
import { selectionOf, withSelectionOptions, type SelectionOptions } from '../selection-options';

interface ReviewOptions extends SelectionOptions {
  readonly as: Review;
  readonly note?: string;
  readonly ellipse?: number;
  readonly by?: string;
  readonly json?: true;
}

export const reviewEntry: CommandEntry = {
  order: 45.2,
  register(program, context, end) {
    const command = program
      .command('review <project>')
      .description('say that a second person has looked at labels; disputed ones never train');
    withNameOption(withSelectionOptions(command))
      .addOption(
        new Option('--as <state>', 'what the label is from now on')
          .choices(reviews)
          .makeOptionMandatory(),
      )
      .option('--note <text>', 'with this note, on one --image')
      .option(
        '--ellipse <id>',
        'the note is on this ellipse',
        wholeNumber(1, Number.MAX_SAFE_INTEGER),
      )
      .option('--json', 'print one JSON object')
      .action(async (path: string, options: ReviewOptions) => {
        const { as: review, note, ellipse, image } = options;
        const [imageId] = image;
        const signed = signedBy(context, options.by);
        const summary = await withProject(signed, path, async (project): Promise<ManySummary> => {
          const selection = selectionOf(project, options);
          if (image.length === 1 && imageId !== undefined) {
            const before = projectHead(project.database).events;
            reviewImage(
              project,
              imageId,
              review,
              note === undefined ? null : { text: note, ellipseId: ellipse ?? null },
            );
            return one(projectHead(project.database).events > before);
          }
          if (note !== undefined || ellipse !== undefined) {
            throw new ExpectedFailure('wrong-use', 'A note is on one image: give one --image.');
          }
          return withBites(signed, (hooks) =>
            changeImages(project, selection, { kind: 'review', review }, hooks),
          );
        });
        context.out(options.json ? `${JSON.stringify(summary)}\n` : reviewText(summary));
        end(summary.cancelled ? exitCodes.interrupted : exitCodes.done);
      });
  },
};

function one(isChanged: boolean): ManySummary {
  const changed = isChanged ? 1 : 0;
  return { changed, unchanged: 1 - changed, withEllipses: 0, cancelled: false };
}

/** What a review of many images did, for reading. */
function reviewText({ changed, unchanged, refused = 0, cancelled }: ManySummary): string {
  const left =
    refused === 0
      ? ''
      : ` ${countText(refused, 'image')} left: they have no label, or their label is your own and a second person reviews.`;
  const stopped = cancelled ? ' Stopped; "undo" takes it back.' : '';
  return `${countText(changed, 'image')} changed, ${unchanged} as asked before.${left}${stopped}\n`;
}
