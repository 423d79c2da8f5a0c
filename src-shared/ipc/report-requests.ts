import { expectationBounds } from '../evaluation/threshold';
import { z } from '../jitless-zod';
import type {
  CellPage,
  ConfusionCell,
  KeptThresholds,
  RatesView,
  ThresholdChoice,
} from './rates-views';
import type { ReportView } from './run-views';

/** The report of a finished run, its rates, and the thresholds that it carries. */
export interface ReportRequests {
  'report.get': { argument: { run: string }; result: ReportView };
  'report.save': { argument: { run: string; path: string }; result: { path: string } };
  /** Counts a look at the test sides, as the report does. */
  'rates.get': { argument: { run: string }; result: RatesView };
  /** Decisions on test images, all trials together; a look too. */
  'rates.cell': {
    argument: ConfusionCell & { run: string; offset: number; limit: number };
    result: CellPage;
  };
  /** Gives a run its thresholds, or takes them away; in the history. */
  'thresholds.set': {
    argument: { run: string; choice: ThresholdChoice };
    result: KeptThresholds;
  };
}

const { cost, defectRate } = expectationBounds;
const costSchema = z.number().min(cost.least).max(cost.most);
const score = z.number().min(0).max(1);
const expectation = z.strictObject({
  costs: z.strictObject({ escape: costSchema, overkill: costSchema, inspection: costSchema }),
  defectRate: z.number().min(defectRate.least).max(defectRate.most),
});

/** The run-time check of a `ThresholdChoice`. */
export const thresholdChoiceSchema = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('by-cost'), expectation }),
  z.strictObject({
    kind: z.literal('by-hand'),
    pair: z.strictObject({ lower: score, upper: score }),
    expectation,
  }),
  z.strictObject({ kind: z.literal('none') }),
]) satisfies z.ZodType<ThresholdChoice>;
