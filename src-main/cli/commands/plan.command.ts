import { Argument, Option } from 'commander';
import { ExpectedFailure } from '../../../src-shared/ipc/failure';
import type { SavedPlan } from '../../../src-shared/ipc/plan-views';
import { planDifferences } from '../../../src-shared/training/plan-difference';
import { presetNames, trainingModes } from '../../../src-shared/training/training-plan';
import type { OpenProject } from '../../services/project-service';
import {
  exportPlan,
  importPlan,
  planCalled,
  removePlan,
  requireSavedPlan,
  savedPlans,
  savePlan,
} from '../../services/saved-plan-service';
import type { CommandEntry } from '../command-context';
import { exitCodes } from '../exit-code';
import { collect } from '../number-option';
import { withProject } from '../open-for-command';
import { plannedTeacher, type PlanOptions } from '../planned-teacher';
import { textTable } from '../text-table';

const actions = ['list', 'show', 'save', 'export', 'import', 'compare', 'remove'] as const;
type Action = (typeof actions)[number];

interface Options extends PlanOptions {
  readonly replace?: true;
  readonly json?: true;
}

/** What an action says: as a text, and as one object. */
interface Said {
  readonly text: string;
  readonly json: unknown;
}

export const planEntry: CommandEntry = {
  order: 49,
  register(program, context, end) {
    program
      .command('plan <project>')
      .description("keep, share and compare teachers' plans")
      .addArgument(new Argument('<action>', 'what to do').choices(actions))
      .argument(
        '[words...]',
        'show NAME · save NAME · export NAME FILE.json · import FILE.json · compare A B · remove NAME; A and B are names, runs or files',
      )
      .addOption(new Option('--preset <name>', 'save: start from it').choices(presetNames))
      .addOption(new Option('--mode <name>', 'save: start in it').choices(trainingModes))
      .option('--plan <plan>', 'save: start from a saved plan, a run or a file')
      .option('--set <key=value>', 'save: change one setting; may be repeated', collect)
      .option('--replace', 'save, import: a plan of the same name may go')
      .option('--json', 'print one JSON object')
      .action(async (path: string, action: Action, words: readonly string[], options: Options) => {
        const said = await withProject(context, path, (project) =>
          act(project, action, words, options),
        );
        context.out(options.json ? `${JSON.stringify(said.json)}\n` : `${said.text}\n`);
        end(exitCodes.done);
      });
  },
};

async function act(
  project: OpenProject,
  action: Action,
  words: readonly string[],
  options: Options,
): Promise<Said> {
  const word = (index: number): string => {
    const text = words[index];
    if (text === undefined) {
      throw new ExpectedFailure('wrong-use', `"plan ${action}" takes more words; see plan --help.`);
    }
    return text;
  };
  const replace = options.replace ?? false;
  switch (action) {
    case 'list': {
      const plans = savedPlans(project);
      return { text: plans.length === 0 ? 'No plan is saved.' : planTable(plans), json: { plans } };
    }
    case 'show': {
      const plan = requireSavedPlan(project, word(0));
      return { text: JSON.stringify(plan.plan, null, 2), json: plan };
    }
    case 'save':
      return kept(
        savePlan(
          project,
          {
            name: word(0),
            plan: await plannedTeacher(options, (what) => planCalled(project, what)),
          },
          replace,
        ),
      );
    case 'import':
      return kept(await importPlan(project, word(0), replace));
    case 'export': {
      const { path } = await exportPlan(project, word(0), word(1));
      return { text: path, json: { path } };
    }
    case 'remove':
      removePlan(project, word(0));
      return { text: `Plan "${word(0)}" is removed.`, json: { removed: word(0) } };
    case 'compare': {
      const [left, right] = [word(0), word(1)];
      const differences = planDifferences(
        await planCalled(project, left),
        await planCalled(project, right),
      );
      return {
        text:
          differences.length === 0
            ? 'The plans are the same.'
            : textTable(
                [
                  { title: 'setting', align: 'left' },
                  { title: left, align: 'left' },
                  { title: right, align: 'left' },
                ],
                differences.map((one) => [one.name, String(one.left), String(one.right)]),
              ),
        json: { differences },
      };
    }
  }
}

function kept(plan: SavedPlan): Said {
  return { text: `Plan "${plan.name}" is saved.`, json: plan };
}

function planTable(plans: readonly SavedPlan[]): string {
  return textTable(
    [
      { title: 'plan', align: 'left' },
      { title: 'architecture', align: 'left' },
      { title: 'mode', align: 'left' },
      { title: 'trials', align: 'right' },
      { title: 'saved', align: 'left' },
      { title: 'by', align: 'left' },
    ],
    plans.map(({ name, plan, savedAt, who }) => [
      name,
      plan.architecture,
      plan.mode,
      String(plan.trials),
      savedAt.slice(0, 16).replace('T', ' '),
      who,
    ]),
  );
}
