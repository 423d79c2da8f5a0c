import type { DecidedImage, ReportView } from '../../src-shared/ipc/run-views';
import type { ReportWords } from '../../src-shared/language/english-report';
import { html, type Html } from './html';

type WrongWords = ReportWords['wrong'];
type WrongKind = 'escape' | 'overkill' | 'wrongTexture';

/** The wrong decisions with a picture, escapes first; what is not shown is counted. */
export function wrongGallery(
  { wrong, wrongTotal, testImages }: ReportView,
  pictures: ReadonlyMap<string, string>,
  { wrong: words }: ReportWords,
): Html {
  if (wrongTotal === 0) return html`<p>${words.none(testImages)}</p>`;
  const shown = wrong.filter(({ sha256 }) => pictures.has(sha256));
  const missing = wrongTotal - shown.length;
  const more = missing > 0 ? html`<p class="soft">${words.more(missing)}</p>` : html``;
  return html`<p>${words.some(wrongTotal, testImages)}</p>
    <div class="gallery">
      ${shown.map((image) => wrongFigure(image, pictures.get(image.sha256) ?? '', words))}
    </div>
    ${more}`;
}

function wrongFigure(image: DecidedImage, picture: string, words: WrongWords): Html {
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
  const kind = words[kindOf(image)];
  return html`<figure>
    <svg viewBox="0 0 ${width} ${height}" role="img" aria-label="${`${kind}: ${name}`}">
      <image href="${picture}" width="${width}" height="${height}" preserveAspectRatio="none" />
      ${patches}${ellipses}
    </svg>
    <figcaption>
      <strong>${kind}</strong><br />${name}<br />${words.decided({
        labelled: words.className(image.texture, image.defective),
        decided: words.className(image.predictedTexture, image.predictedDefective),
        score: score.toFixed(3),
        trial: image.trial,
      })}
    </figcaption>
  </figure> `;
}

function kindOf({ defective, predictedDefective }: DecidedImage): WrongKind {
  if (defective && !predictedDefective) return 'escape';
  return defective === predictedDefective ? 'wrongTexture' : 'overkill';
}
