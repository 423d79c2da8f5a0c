/** The slice of js-yaml that is used; the package has no types of its own. */
declare module 'js-yaml' {
  export const CORE_SCHEMA: unique symbol;
  export class YAMLException extends Error {}
  /** @throws YAMLException where the text is not YAML. */
  export function load(text: string, options: { readonly schema: typeof CORE_SCHEMA }): unknown;
}
