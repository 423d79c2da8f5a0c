import { worstTpr, type StudentChoice } from '../../../src-shared/evaluation/student-choice';
import { assertNever } from '../../../src-shared/assert-never';
import type {
  ChoosingNetwork,
  ChoosingView,
  SideFigures,
} from '../../../src-shared/ipc/choosing-views';
import { percentText } from '../../reports/rate-text';
import { failingSentence } from '../../reports/release-text';
import { choosingView, testFigures } from '../../services/choosing-service';
import type { CommandEntry } from '../command-context';
import { exitCodes } from '../exit-code';
import { withProject } from '../open-for-command';
import { textTable } from '../text-table';

interface ChooseOptions {
  readonly teacher: string;
  readonly json?: true;
}

export const chooseEntry: CommandEntry = {
  order: 77.7,
  register(program, context, end) {
    program
      .command('choose <project>')
      .description('the smallest student that holds every floor on validation images')
      .requiredOption('--teacher <run>', 'the teacher of the students')
      .option('--json', 'print one JSON object')
      .action(async (path: string, { teacher, json }: ChooseOptions) => {
        const { view, test } = await withProject(context, path, async (project) => {
          const seen = await choosingView(project, teacher);
          const { choice } = seen;
          // The test side is looked at for the chosen one alone.
          const figures = choice.kind === 'chosen' ? await testFigures(project, choice.run) : null;
          return { view: seen, test: figures };
        });
        context.out(json ? `${JSON.stringify(jsonOf(view, test))}\n` : textOf(view, test));
        end(exitCodes.done);
      });
  },
};

function jsonOf({ floors, networks, choice }: ChoosingView, test: SideFigures | null): object {
  return {
    choice,
    floors,
    networks: networks.map(({ run, validation, failings, operations, modelBytes, time }) => ({
      ...{ run: run.id, kind: run.kind, trials: run.trialsDone },
      filters: run.plan.kind === 'student' ? run.plan.filters : null,
      ...{ parameters: run.parameters, operations, modelBytes, ms: time },
      validation,
      worstTpr: validation === null ? null : worstTpr(validation.textures),
      failings,
    })),
    test,
  };
}

function textOf({ networks, choice }: ChoosingView, test: SideFigures | null): string {
  const right = (title: string) => ({ title, align: 'right' }) as const;
  const table = textTable(
    [
      { title: 'network', align: 'left' },
      ...['parameters', 'ms an image', 'validation accuracy', 'worst TPR', 'floors'].map(right),
    ],
    networks.map(networkCells),
  );
  const onTest =
    test === null
      ? ''
      : `On its ${test.images} test decisions: accuracy ${percentText(test.accuracy)}, worst TPR ${percentText(worstTpr(test.textures))}.\n`;
  return `${table}\n\n${choiceSentence(choice)}\n${onTest}`;
}

function networkCells({ run, validation, failings, time }: ChoosingNetwork): readonly string[] {
  return [
    run.plan.kind === 'student' ? `${run.id} (${run.plan.filters.join(',')})` : run.id,
    run.parameters?.toLocaleString('en') ?? '–',
    time === null ? 'not timed' : time.median.toFixed(2),
    percentText(validation?.accuracy ?? null),
    percentText(validation === null ? null : worstTpr(validation.textures)),
    failings === null ? '–' : failings.length === 0 ? 'held' : `${failings.length} not held`,
  ];
}

function choiceSentence(choice: StudentChoice): string {
  switch (choice.kind) {
    case 'chosen':
      return `${choice.run} is the smallest student that holds every floor on validation images.`;
    case 'none-holds': {
      const failings = choice.failings.map(failingSentence).join(' ');
      return `None of the ${choice.students} students holds every floor on validation images. Nearest is ${choice.nearest}: ${failings}`;
    }
    case 'no-floors':
      return 'No floor is set for any texture: set them with "floors".';
    case 'no-students':
      return 'This teacher has no finished student yet.';
    case 'no-validation':
      return 'The students’ plans kept no validation images to choose by.';
    default:
      return assertNever(choice);
  }
}
