import type { TeacherPlan } from '../training/training-plan';

/** A teacher's plan with a name of its own, kept in the project. */
export interface SavedPlan {
  /** Upper and lower case count as one. */
  readonly name: string;
  readonly plan: TeacherPlan;
  /** ISO 8601. */
  readonly savedAt: string;
  readonly who: string;
}

/** How long a plan takes on this computer where no early stop ends it sooner, seconds. */
export interface PlanTime {
  readonly trialSeconds: number;
  /** All trials. */
  readonly seconds: number;
  /** One iteration. */
  readonly stepSeconds: number;
}
