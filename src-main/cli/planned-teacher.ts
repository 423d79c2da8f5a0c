import { ExpectedFailure } from '../../src-shared/ipc/failure';
import { teacherPreset } from '../../src-shared/training/presets';
import type {
  PresetName,
  TeacherPlan,
  TrainingMode,
} from '../../src-shared/training/training-plan';
import { withTeacherSettings } from './plan-settings';

/** What of the command line makes a teacher's plan. */
export interface PlanOptions {
  readonly preset?: PresetName;
  readonly mode?: TrainingMode;
  /** A saved plan, a run or a file. */
  readonly plan?: string;
  readonly set?: readonly string[];
  readonly trials?: number;
  readonly seed?: number;
  readonly splitSeed?: number;
}

/**
 * The plan that the options make: a preset's, or one that is there already, with what they change.
 *
 * @param find a plan by what the user calls it
 * @throws ExpectedFailure `wrong-use` where a preset and a plan are both given.
 */
export async function plannedTeacher(
  options: PlanOptions,
  find: (what: string) => Promise<TeacherPlan>,
): Promise<TeacherPlan> {
  const { preset, mode, plan, trials, seed, splitSeed, set = [] } = options;
  if (plan !== undefined && (preset !== undefined || mode !== undefined)) {
    throw new ExpectedFailure(
      'wrong-use',
      'A plan has its preset and its mode already.',
      'Give --plan, or --preset and --mode; change settings with --set.',
    );
  }
  const base =
    plan === undefined
      ? teacherPreset(preset ?? 'workstation', mode ?? 'transfer')
      : await find(plan);
  return withTeacherSettings(
    {
      ...base,
      trials: trials ?? base.trials,
      seed: seed ?? base.seed,
      splitSeed: splitSeed ?? base.splitSeed,
    },
    set,
  );
}
