import type { ZodType } from 'zod';
import { requestChannel } from '../../src-shared/ipc/channels';
import { ExpectedFailure, type Outcome } from '../../src-shared/ipc/failure';
import { requestNames } from '../../src-shared/ipc/request-names';
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
 * Expected failures become values; anything else is reported and rejects.
 */
export function registerHandlers<Event>(parts: RouterParts<Event>): void {
  for (const name of requestNames) {
    registerOne(name, parts);
  }
}

function registerOne<N extends RequestName, Event>(name: N, parts: RouterParts<Event>): void {
  const handler: Handlers[N] = parts.handlers[name];
  // TypeScript cannot follow that the schema at `name` has the output of `name`; the `satisfies` of the table has.
  const schema = requestSchemas[name] as unknown as ZodType<RequestArgument<N>>;

  const reject = (reason: RejectionReason, detail: string, cause: unknown): RequestRejection => {
    const rejection = new RequestRejection(reason, name, detail);
    parts.report(rejection, cause);
    return rejection;
  };

  parts.receiver.handle(requestChannel(name), async (event, ...received) => {
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
      return { ok: true, value } satisfies Outcome<RequestResult<N>>;
    } catch (error) {
      if (error instanceof ExpectedFailure) {
        return { ok: false, failure: error.failure } satisfies Outcome<RequestResult<N>>;
      }
      throw reject('bug', error instanceof Error ? error.message : String(error), error);
    }
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
