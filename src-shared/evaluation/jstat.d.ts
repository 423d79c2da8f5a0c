/** The slice of jStat that is used; the package has no types of its own. */
declare module 'jstat' {
  export const jStat: {
    readonly beta: {
      /** Quantile of the beta distribution: the x at which its distribution function reaches p. */
      inv(p: number, alpha: number, beta: number): number;
    };
  };
}
