/**
 * An expected failure of the set-up: shown as three sentences, without a stack.
 * Everything else that is thrown is a bug of the set-up and is shown with its stack.
 */
export class SetupFailure extends Error {
  /**
   * @param {string} part the part that could not be set up, as the user reads it: "TensorFlow"
   * @param {string} why what went wrong, without a full stop
   * @param {string} remedy what the user can do, without a full stop
   */
  constructor(part, why, remedy) {
    super(`Set-up of ${part} failed: ${why}.\nWhat to do: ${remedy}.`);
    this.name = 'SetupFailure';
    this.part = part;
    this.why = why;
    this.remedy = remedy;
  }
}
