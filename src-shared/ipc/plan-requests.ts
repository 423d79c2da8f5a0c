import type { TeacherPlan, TrainingPlan } from '../training/training-plan';
import type { ArchitectureView } from './architecture-views';
import type { PlanTime, SavedPlan } from './plan-views';

/** What the window asks of main about plans that no run follows yet. */
export interface PlanRequests {
  /** Saved in the project, by name. */
  'plans.list': { argument: Record<string, never>; result: { plans: readonly SavedPlan[] } };
  /** A name that is taken fails with `wrong-use` unless `replace`. */
  'plans.save': {
    argument: { name: string; plan: TeacherPlan; replace: boolean };
    result: SavedPlan;
  };
  'plans.remove': { argument: { name: string }; result: null };
  'plans.export': { argument: { name: string; path: string }; result: { path: string } };
  'plans.import': { argument: { path: string; replace: boolean }; result: SavedPlan };
  /** Times a few steps of the plan's own network; can take a minute or two. */
  'plans.measure': { argument: { plan: TrainingPlan }; result: PlanTime };
  /** The architectures of teachers, with their sizes for so many textures. */
  'plans.architectures': {
    argument: { textures: number; patchSize: number };
    result: { architectures: readonly ArchitectureView[] };
  };
}
