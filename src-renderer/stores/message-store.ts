import { defineStore } from 'pinia';
import { ref } from 'vue';
import { shownFailure } from '../shown-failure';

/** One line at the edge of the window. */
export interface Message {
  readonly id: number;
  readonly kind: 'failure' | 'success';
  readonly text: string;
  /** What to do next; may be empty. */
  readonly next: string;
  /** Milliseconds of the window's clock. */
  readonly at: number;
}

/** Milliseconds a success stays; failures stay until they are closed. */
const successStays = 5000;
/** Milliseconds a failure stays at least, also when the user goes on to another view. */
const failureStays = 5000;
const atMost = 4;

/** The one place where failures of gestures reach the user's eyes. */
export const useMessageStore = defineStore('messages', () => {
  const messages = ref<readonly Message[]>([]);
  let lastId = 0;

  function add(kind: Message['kind'], text: string, next: string): void {
    lastId += 1;
    const id = lastId;
    const others = messages.value.filter((other) => other.text !== text || other.kind !== kind);
    messages.value = [...others, { id, kind, text, next, at: performance.now() }].slice(-atMost);
    if (kind === 'success') window.setTimeout(() => dismiss(id), successStays);
  }

  function dismiss(id: number): void {
    messages.value = messages.value.filter((message) => message.id !== id);
  }

  /** Clears failures that belong to a view that was left, once there was time to read them. */
  function clearOld(): void {
    const limit = performance.now() - failureStays;
    messages.value = messages.value.filter((message) => message.at > limit);
  }

  function succeed(text: string): void {
    add('success', text, '');
  }

  /** Shows a failure that is in the window's language already. */
  function fail(text: string, next = ''): void {
    add('failure', text, next);
  }

  /** Shows whatever was thrown. */
  function report(error: unknown): void {
    const { message, next } = shownFailure(error);
    fail(message, next);
  }

  /** Runs a gesture; a failure is shown here, and tells the caller by `ok: false`. */
  async function attempt<T>(
    work: () => Promise<T>,
  ): Promise<{ readonly ok: true; readonly value: T } | { readonly ok: false }> {
    try {
      return { ok: true, value: await work() };
    } catch (error) {
      report(error);
      return { ok: false };
    }
  }

  return { messages, dismiss, clearOld, succeed, fail, report, attempt };
});
