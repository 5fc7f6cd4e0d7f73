/** An expression uses a value that is broken, which was reported where it stands. Never leaves the loading. */
export class BrokenValueError extends Error {}
