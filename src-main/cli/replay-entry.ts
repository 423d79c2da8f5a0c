import { redoWhole, undoWhole } from '../services/undo-service';
import { withBites } from './bite-work';
import type { CommandEntry } from './command-context';
import { exitCodes } from './exit-code';
import { withProject } from './open-for-command';
import { countText } from '../reports/rate-text';

/** The command that takes changes back, or does them again. */
export function replayEntry(
  name: 'undo' | 'redo',
  order: number,
  description: string,
): CommandEntry {
  return {
    order,
    register(program, context, end) {
      program
        .command(`${name} <project>`)
        .description(description)
        .option('--json', 'print one JSON object')
        .action(async (path: string, options: { readonly json?: true }) => {
          const replay = name === 'undo' ? undoWhole : redoWhole;
          const { gesture, images, whole } = await withProject(context, path, (project) =>
            withBites(context, (hooks) => replay(project, hooks)),
          );
          const found = gesture !== null;
          const text = found
            ? `${countText(images, 'image')} changed.${whole ? '' : ' Stopped: a part is left.'}\n`
            : `There is nothing to ${name}.\n`;
          context.out(options.json ? `${JSON.stringify({ found, images, whole })}\n` : text);
          end(whole ? exitCodes.done : exitCodes.interrupted);
        });
    },
  };
}
