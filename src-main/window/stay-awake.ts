import { powerSaveBlocker } from 'electron';

/** Keeps the computer from falling asleep while a network trains; the screen may go dark. */
export function stayAwake(): (training: boolean) => void {
  let blocker: number | null = null;
  return (training) => {
    if (training && blocker === null) {
      blocker = powerSaveBlocker.start('prevent-app-suspension');
    } else if (!training && blocker !== null) {
      powerSaveBlocker.stop(blocker);
      blocker = null;
    }
  };
}
