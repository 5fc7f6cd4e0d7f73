/** Environment variables by name, such as `process.env`. */
type Variables = Readonly<Record<string, string | undefined>>;

/** The value of an environment variable; undefined where it is not set. What every object inherits is no variable. */
export function variable(env: Variables, name: string): string | undefined {
  return Object.hasOwn(env, name) ? env[name] : undefined;
}

/** Those of some variables that are set. */
export function variablesOf(env: Variables, names: readonly string[]): Record<string, string> {
  return Object.fromEntries(
    names.flatMap((name) => {
      const value = variable(env, name);
      return value === undefined ? [] : [[name, value]];
    }),
  );
}
