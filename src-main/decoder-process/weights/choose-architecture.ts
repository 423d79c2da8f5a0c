import { allArchitectures } from '../../trainer-process/architectures/all-architectures';
import { expectedLayers } from './expected-layers';
import type { FoundLayer } from './found-layer';
import { convolutionsOf, kernelShape, matchLayers, type Matching } from './match-layers';

/**
 * The architecture whose convolutions a file holds: one whose every convolution is there in its shape. A whole network
 * comes before a shortened one, and a shortened one only where the file ends with it: a VGG16 that lacks its last
 * layer is a damaged VGG16. Where none fits, the whole network of which most is there, so that what is missing can be
 * named.
 */
export function recognisedArchitecture(layers: readonly FoundLayer[]): string {
  const candidates = allArchitectures
    .filter(({ convolutions }) => convolutions !== null)
    .map(({ name, convolutions }) => {
      const matching = matchLayers(expectedLayers(name), layers);
      return { name, whole: name === convolutions, matching, fitting: fittingCount(matching) };
    })
    .sort((a, b) => b.matching.matches.length - a.matching.matches.length);
  const fits = candidates.find(
    ({ matching, fitting, whole }) =>
      fitting === matching.matches.length &&
      (whole || convolutionsOf(matching.unused).length === 0),
  );
  const [nearest] = candidates.filter(({ whole }) => whole).sort((a, b) => b.fitting - a.fitting);
  const chosen = fits ?? nearest;
  if (chosen === undefined) throw new Error('No architecture has convolutions.');
  return chosen.name;
}

function fittingCount({ matches }: Matching): number {
  return matches.filter(
    ({ expected, found }) => found !== null && kernelShape(found).join() === expected.kernel.join(),
  ).length;
}
