/** Hears that the user wants a command to stop. */
export interface Interrupts {
  /** Calls `listener` with 1 at the first signal, 2 at the second and so on; returns the end of listening. */
  listen(listener: (times: number) => void): () => void;
}

/** SIGINT and SIGTERM of this process. Without a listener they end it as always. */
export const processInterrupts: Interrupts = {
  listen(listener) {
    let times = 0;
    const heard = (): void => {
      times += 1;
      listener(times);
    };
    process.on('SIGINT', heard);
    process.on('SIGTERM', heard);
    return () => {
      process.off('SIGINT', heard);
      process.off('SIGTERM', heard);
    };
  },
};
