/**
 * A BMP file, made by hand after Microsoft's description of it.
 *
 * @param colours red, green and blue of each pixel, row by row from the top.
 */
export function bmpFile(
  colours: readonly (readonly number[])[],
  width: number,
  {
    bits,
    topDown = false,
    palette = [],
    gap = 0,
    headerBytes = 40,
    compression = 0,
  }: {
    /** With 8 and 1, a pixel is the place of its colour in the palette. */
    readonly bits: 1 | 8 | 24 | 32;
    readonly topDown?: boolean;
    readonly palette?: readonly (readonly number[])[];
    /** Bytes between the palette and the rows. */
    readonly gap?: number;
    readonly headerBytes?: number;
    readonly compression?: number;
  },
): Buffer {
  const height = colours.length / width;
  const header = Buffer.alloc(14 + headerBytes);
  const table = Buffer.from(palette.flatMap(([r = 0, g = 0, b = 0]) => [b, g, r, 0]));
  const rowBytes = Math.ceil((width * bits) / 32) * 4;
  const rows = Buffer.alloc(rowBytes * height);
  colours.forEach(([r = 0, g = 0, b = 0], i) => {
    const line = Math.floor(i / width);
    const column = i % width;
    const row = (topDown ? line : height - 1 - line) * rowBytes;
    if (bits >= 24) {
      rows.set([b, g, r, ...(bits === 32 ? [77] : [])], row + (column * bits) / 8);
      return;
    }
    const place = palette.findIndex(([red, green, blue]) => red === r && green === g && blue === b);
    const at = row + Math.floor((column * bits) / 8);
    rows[at] = (rows[at] ?? 0) | (bits === 8 ? place : place << (7 - (column % 8)));
  });
  const start = header.length + table.length + gap;
  header.write('BM', 'latin1');
  header.writeUInt32LE(start + rows.length, 2);
  header.writeUInt32LE(start, 10);
  header.writeUInt32LE(headerBytes, 14);
  header.writeInt32LE(width, 18);
  header.writeInt32LE(topDown ? -height : height, 22);
  header.writeUInt16LE(1, 26);
  header.writeUInt16LE(bits, 28);
  header.writeUInt32LE(compression, 30);
  header.writeUInt32LE(palette.length, 46);
  if (headerBytes > 40) {
    [0x00ff0000, 0x0000ff00, 0x000000ff].forEach((mask, i) =>
      header.writeUInt32LE(mask, 54 + 4 * i),
    );
  }
  return Buffer.concat([header, table, Buffer.alloc(gap, 0xaa), rows]);
}
