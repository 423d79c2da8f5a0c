import { Argument } from 'commander';
import { ExpectedFailure } from '../../../src-shared/ipc/failure';
import type { OpenProject } from '../../services/project-service';
import { removeFilter, savedFilters, saveFilter } from '../../services/saved-filter-service';
import type { CommandEntry } from '../command-context';
import { signedBy, withNameOption } from '../declared-name';
import { exitCodes } from '../exit-code';
import { withProject } from '../open-for-command';
import { filterOf, withFilterOptions, type FilterOptions } from '../selection-options';

const actions = ['list', 'save', 'remove'] as const;
type Action = (typeof actions)[number];

interface Options extends FilterOptions {
  readonly replace?: true;
  readonly by?: string;
  readonly json?: true;
}

export const filterEntry: CommandEntry = {
  order: 48.5,
  register(program, context, end) {
    const command = program
      .command('filter <project>')
      .description('list, save and remove filters with a name; --saved NAME uses them')
      .addArgument(new Argument('<action>', 'what to do').choices(actions))
      .argument('[name]', 'save, remove: the filter’s name');
    withNameOption(withFilterOptions(command))
      .option('--replace', 'save: a filter of the same name may go')
      .option('--json', 'print one JSON object')
      .action(async (path: string, action: Action, name: string | undefined, options: Options) => {
        const filters = await withProject(signedBy(context, options.by), path, async (project) => {
          act(project, action, name, options);
          return savedFilters(project);
        });
        const lines = filters.map(
          (one) => `${one.name}: ${one.images} images, saved by ${one.who}\n`,
        );
        context.out(
          options.json
            ? `${JSON.stringify({ filters })}\n`
            : lines.length === 0
              ? 'No filter is saved.\n'
              : lines.join(''),
        );
        end(exitCodes.done);
      });
  },
};

function act(
  project: OpenProject,
  action: Action,
  name: string | undefined,
  options: Options,
): void {
  if (action === 'list') return;
  if (name === undefined) throw new ExpectedFailure('wrong-use', 'Say the filter’s name.');
  if (action === 'remove') removeFilter(project, name);
  else saveFilter(project, name, filterOf(project, options), options.replace === true);
}
