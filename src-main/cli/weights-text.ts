import { bytesText } from '../../src-shared/format/bytes-text';
import type {
  LayerReading,
  WeightLibraryView,
  WeightSet,
  WeightsReading,
} from '../../src-shared/ipc/weights-views';
import { textTable } from './text-table';

const licenceUnknown = 'not stated';

/** A line a set. */
export function setsText({ sets, damaged }: WeightLibraryView): string {
  const table = textTable(
    [
      { title: 'set', align: 'left' },
      { title: 'network', align: 'left' },
      { title: 'layers', align: 'right' },
      { title: 'input', align: 'left' },
      { title: 'size', align: 'right' },
      { title: 'from', align: 'left' },
      { title: 'licence', align: 'left' },
    ],
    sets.map((set) => [
      set.name,
      set.architecture,
      String(set.layers.length),
      set.preprocessing,
      bytesText(set.bytes),
      set.source,
      set.licence ?? licenceUnknown,
    ]),
  );
  const warning =
    damaged.length === 0
      ? ''
      : `\nDamaged, and of no use until they are removed and imported again: ${damaged.join(', ')}.\n`;
  return `${table}\n${warning}`;
}

/** What a set is, and how a plan asks for it. */
export function setText({ name, sha256, licence, preprocessing, architecture }: WeightSet): string {
  return [
    `Kept as ${name} (${architecture}, input ${preprocessing}, licence ${licence ?? licenceUnknown}).`,
    `SHA-256 ${sha256 ?? ''}`,
    `Use it with: ellipsight train PROJECT --set weights=${name}${architecture === 'vgg16' ? '' : ` --set architecture=${architecture}`}`,
    '',
  ].join('\n');
}

/** What a file holds, layer by layer. */
export function readingText(reading: WeightsReading): string {
  const { file, container, architecture, layers, unused, preprocessing, licence } = reading;
  const table = textTable(
    [
      { title: 'layer', align: 'left' },
      { title: 'in the file', align: 'left' },
      { title: 'kernel', align: 'left' },
      { title: 'stored as', align: 'left' },
      { title: 'SHA-256 of kernel', align: 'left' },
      { title: '', align: 'left' },
    ],
    layers.map(layerRow),
  );
  const others =
    unused.count === 0
      ? ''
      : `Not taken: ${unused.names.join(', ')}${unused.count > unused.names.length ? ` and ${unused.count - unused.names.length} more` : ''}; dense layers start at random.\n`;
  return `${file}: ${container}, convolutions of ${architecture}, input ${preprocessing ?? 'unknown'}, licence ${licence ?? licenceUnknown}\n${table}\n${others}`;
}

function layerRow({ layer, source, kernel, problem }: LayerReading): readonly string[] {
  return [
    layer,
    source ?? '–',
    kernel?.shape.join('×') ?? '–',
    kernel?.type ?? '–',
    kernel?.sha256.slice(0, 16) ?? '–',
    problem ?? 'ok',
  ];
}
