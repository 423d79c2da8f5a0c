import type { ZodType } from 'zod';
import { requestChannel, type WaitedAnswer } from '../../src-shared/ipc/channels';
import { ExpectedFailure, type Outcome } from '../../src-shared/ipc/failure';
import { gestureRequests, requestNames } from '../../src-shared/ipc/request-names';
import { requestSchemas } from '../../src-shared/ipc/request-schemas';
import type { RequestArgument, RequestName, RequestResult } from '../../src-shared/ipc/requests';

/** One function a request; a request without a handler does not compile. */
export type Handlers = {
  readonly [N in RequestName]: (
    argument: RequestArgument<N>,
  ) => RequestResult<N> | Promise<RequestResult<N>>;
};

/** The slice of Electron's `ipcMain` that the router needs. */
export interface RequestReceiver<Event> {
  handle(
    channel: string,
    listener: (event: Event, ...received: unknown[]) => Promise<unknown>,
  ): void;
  /** Of pages that wait: the answer is what `returnValue` is set to. */
  on(
    channel: string,
    listener: (event: Event & { returnValue: unknown }, ...received: unknown[]) => void,
  ): unknown;
}

/** Why a request was turned away before or while its handler ran. */
export type RejectionReason = 'untrusted-sender' | 'malformed-argument' | 'bug';

/**
 * What a request rejects with. Electron sends only the message of an error, so the reason stands in front of it,
 * in brackets.
 */
export class RequestRejection extends Error {
  readonly reason: RejectionReason;

  constructor(reason: RejectionReason, name: RequestName, detail: string) {
    super(`[${reason}] ${name}: ${detail}`);
    this.name = 'RequestRejection';
    this.reason = reason;
  }
}

export interface RouterParts<Event> {
  readonly receiver: RequestReceiver<Event>;
  readonly handlers: Handlers;
  /** Whether the frame that sent the event is the page of the app's own window. */
  readonly isTrusted: (event: Event) => boolean;
  /** Told of every rejection: none is part of normal use. */
  readonly report: (rejection: RequestRejection, cause: unknown) => void;
}

/**
 * Puts every handler behind three checks: sender, then shape of the argument, then what the handler throws.
 * Expected failures become values; anything else is reported and rejects. For gestures the page waits.
 */
export function registerHandlers<Event>(parts: RouterParts<Event>): void {
  for (const name of requestNames) {
    registerOne(name, parts);
  }
}

const waitedFor: ReadonlySet<RequestName> = new Set(gestureRequests);

function registerOne<N extends RequestName, Event>(name: N, parts: RouterParts<Event>): void {
  const handler: Handlers[N] = parts.handlers[name];
  // TypeScript cannot follow that the schema at `name` has the output of `name`; the `satisfies` of the table has.
  const schema = requestSchemas[name] as unknown as ZodType<RequestArgument<N>>;

  const reject = (reason: RejectionReason, detail: string, cause: unknown): RequestRejection => {
    const rejection = new RequestRejection(reason, name, detail);
    parts.report(rejection, cause);
    return rejection;
  };

  const answer = async (
    event: Event,
    received: readonly unknown[],
  ): Promise<Outcome<RequestResult<N>>> => {
    if (!parts.isTrusted(event)) {
      throw reject('untrusted-sender', 'only the page of the main window may ask.', undefined);
    }
    if (received.length !== 1) {
      throw reject('malformed-argument', `takes 1 argument, got ${received.length}.`, undefined);
    }
    const parsed = schema.safeParse(received[0]);
    if (!parsed.success) {
      throw reject('malformed-argument', firstIssue(parsed.error.issues), parsed.error);
    }
    try {
      const value = await handler(parsed.data);
      return { ok: true, value };
    } catch (error) {
      if (error instanceof ExpectedFailure) {
        return { ok: false, failure: error.failure };
      }
      throw reject('bug', error instanceof Error ? error.message : String(error), error);
    }
  };

  const channel = requestChannel(name);
  if (!waitedFor.has(name)) {
    parts.receiver.handle(channel, (event, ...received) => answer(event, received));
    return;
  }
  parts.receiver.on(channel, (event, ...received) => {
    const reply = (waited: WaitedAnswer): void => {
      event.returnValue = waited;
    };
    answer(event, received).then(
      (outcome) => reply({ kind: 'outcome', outcome }),
      (error: unknown) =>
        reply({
          kind: 'rejected',
          message: error instanceof Error ? error.message : String(error),
        }),
    );
  });
}

function firstIssue(
  issues: readonly { readonly path: readonly PropertyKey[]; readonly message: string }[],
): string {
  const [issue] = issues;
  if (issue === undefined) {
    return 'the argument does not have the expected shape.';
  }
  const place = issue.path.map(String).join('.');
  return place === '' ? issue.message : `${place}: ${issue.message}`;
}
