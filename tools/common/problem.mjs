/** What the user can mend: a message that says what was found, and a hint that says what to do. */
export class Problem extends Error {
  constructor(message, hint) {
    super(message);
    this.hint = hint;
  }
}
