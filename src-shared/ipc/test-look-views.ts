/** How often a test side was looked at: by reports, evaluations and the curves of runs. */
export interface TestLooks {
  readonly splitSeed: number;
  readonly trial: number;
  readonly looks: number;
}
