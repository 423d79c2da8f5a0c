import type { Bridge } from '../src-shared/ipc/bridge';

declare global {
  interface Window {
    /** Put there by the preload before the page runs. */
    readonly ellipsight: Bridge;
  }
}
