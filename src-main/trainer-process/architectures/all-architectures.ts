import { ExpectedFailure } from '../../../src-shared/ipc/failure';
import type { ArchitectureDefinition } from './architecture';

const files = import.meta.glob<ArchitectureDefinition>('./*.architecture.ts', {
  eager: true,
  import: 'default',
});

/** Every architecture, by name; one file each. */
export const allArchitectures: readonly ArchitectureDefinition[] = Object.values(files).sort(
  (a, b) => (a.name < b.name ? -1 : 1),
);

/**
 * The architecture that a plan names.
 *
 * @throws ExpectedFailure `bad-input` where there is none of that name
 */
export function architectureNamed(name: string): ArchitectureDefinition {
  const found = allArchitectures.find((definition) => definition.name === name);
  if (found === undefined) {
    const names = allArchitectures.map((definition) => definition.name).join(', ');
    throw new ExpectedFailure(
      'bad-input',
      `There is no architecture named "${name}".`,
      `Choose one of: ${names}.`,
    );
  }
  return found;
}
