import type { Bridge } from '../../src-shared/ipc/bridge';
import type { Failure } from '../../src-shared/ipc/failure';
import type { NoticeName, Notices } from '../../src-shared/ipc/notices';
import type { RequestArgument, RequestName, RequestResult } from '../../src-shared/ipc/requests';

type Answers = {
  [N in RequestName]?: (
    argument: RequestArgument<N>,
  ) => RequestResult<N> | Promise<RequestResult<N>>;
};

/** What the page sees of main, with answers that a test has written down. */
export interface RecordedBridge {
  /** Every request in the order it was made. */
  readonly asked: { readonly name: RequestName; readonly argument: unknown }[];
  answer<N extends RequestName>(name: N, how: NonNullable<Answers[N]>): void;
  refuse(name: RequestName, failure: Failure): void;
  /** Sends a notice to whoever listens. */
  notify<N extends NoticeName>(name: N, notice: Notices[N]): void;
}

/** Puts a bridge on `window.ellipsight`, as the preload does; a request without an answer is a fault of the test. */
export function recordedBridge(): RecordedBridge {
  const asked: { name: RequestName; argument: unknown }[] = [];
  const answers = new Map<string, (argument: never) => unknown>();
  const refusals = new Map<string, Failure>();
  const listeners = new Map<string, Set<(notice: never) => void>>();

  const bridge: Bridge = {
    async request(name, argument) {
      // Electron clones arguments; a Vue proxy would be refused here as there.
      asked.push({ name, argument: structuredClone(argument) });
      const failure = refusals.get(name);
      if (failure !== undefined) return { ok: false, failure };
      const how = answers.get(name);
      if (how === undefined) throw new Error(`No answer was recorded for ${name}.`);
      return { ok: true, value: (await how(argument as never)) as never };
    },
    onNotice(name, listener) {
      const mine = listeners.get(name) ?? new Set();
      listeners.set(name, mine.add(listener as (notice: never) => void));
      return () => mine.delete(listener as (notice: never) => void);
    },
  };
  Object.defineProperty(window, 'ellipsight', { value: bridge, configurable: true });

  return {
    asked,
    answer(name, how) {
      refusals.delete(name);
      answers.set(name, how as (argument: never) => unknown);
    },
    refuse: (name, failure) => void refusals.set(name, failure),
    notify(name, notice) {
      for (const listener of listeners.get(name) ?? []) listener(notice as never);
    },
  };
}
