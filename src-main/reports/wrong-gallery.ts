import type { DecidedImage, ReportView } from '../../src-shared/ipc/run-views';
import { html, type Html } from './html';
import { countText } from './rate-text';

/** The wrong decisions with a picture, escapes first; what is not shown is counted. */
export function wrongGallery(view: ReportView, pictures: ReadonlyMap<string, string>): Html {
  const { wrong, wrongTotal, testImages } = view;
  if (wrongTotal === 0) {
    return html`<p>All ${countText(testImages, 'decision')} are right.</p>`;
  }
  const shown = wrong.filter(({ sha256 }) => pictures.has(sha256));
  const missing = wrongTotal - shown.length;
  const more =
    missing > 0 ? html`<p class="soft">${missing} more are in the predictions as CSV.</p>` : html``;
  return html`<p>
      ${wrongTotal} of ${countText(testImages, 'decision')} ${wrongTotal === 1 ? 'is' : 'are'}
      wrong; escapes come first. Solid: labelled ellipses. Dashed: patches decided defective.
    </p>
    <div class="gallery">
      ${shown.map((image) => wrongFigure(image, pictures.get(image.sha256) ?? ''))}
    </div>
    ${more}`;
}

function wrongFigure(image: DecidedImage, picture: string): Html {
  const { width, height, name, score } = image;
  const stroke = Math.max(width, height) / 110;
  const ellipses = image.ellipses.map(({ x, y, a, b, angle }) => {
    const degrees = ((angle * 180) / Math.PI).toFixed(3);
    return html`<ellipse
      cx="${x}"
      cy="${y}"
      rx="${a}"
      ry="${b}"
      transform="rotate(${degrees} ${x} ${y})"
      fill="none"
      stroke="#ffb000"
      stroke-width="${stroke}"
    />`;
  });
  const patches = image.patches
    .filter((patch) => patch.class % 2 === 1)
    .map(
      ({ x, y, size }) =>
        html`<rect
          x="${x}"
          y="${y}"
          width="${size}"
          height="${size}"
          fill="none"
          stroke="#e5484d"
          stroke-width="${stroke}"
          stroke-dasharray="${4 * stroke} ${3 * stroke}"
        />`,
    );
  return html`<figure>
    <svg viewBox="0 0 ${width} ${height}" role="img" aria-label="${`${kindOf(image)}: ${name}`}">
      <image href="${picture}" width="${width}" height="${height}" preserveAspectRatio="none" />
      ${patches}${ellipses}
    </svg>
    <figcaption>
      <strong>${kindOf(image)}</strong><br />${name}<br />labelled
      ${className(image.texture, image.defective)}, decided
      ${className(image.predictedTexture, image.predictedDefective)}; defect score
      ${score.toFixed(3)}, trial ${image.trial}
    </figcaption>
  </figure> `;
}

function kindOf({ defective, predictedDefective }: DecidedImage): string {
  if (defective && !predictedDefective) return 'Escape';
  return defective === predictedDefective ? 'Wrong texture' : 'Overkill';
}

function className(texture: string, defective: boolean): string {
  return `${texture} ${defective ? 'defective' : 'ok'}`;
}
