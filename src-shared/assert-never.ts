/** Ends a `switch` over a closed `kind` union: a new member is a compile error here, and a loud bug at run time. */
export function assertNever(value: never): never {
  throw new Error(`Unexpected value: ${JSON.stringify(value)}`);
}
