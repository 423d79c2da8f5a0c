import { deflateRawSync } from 'node:zlib';

/** One entry as an attacker writes it: every field can lie. */
export interface RawEntry {
  readonly name: string | Buffer;
  readonly data?: Buffer;
  /** Name before the data, where it differs. */
  readonly localName?: string;
  /** Unpacked size, where it lies. */
  readonly size?: number;
  /** Unix mode, e.g. 0o120777 for a link. */
  readonly mode?: number;
  readonly flags?: number;
  readonly method?: 0 | 8;
  /** Bytes as they lie in the archive; else packed by `method`. */
  readonly packed?: Buffer;
}

/** A zip file (APPNOTE.TXT 4.3) of entries that no honest tool would write. */
export function rawZip(entries: readonly RawEntry[], claimedEntries = entries.length): Buffer {
  const bodies: Buffer[] = [];
  const list: Buffer[] = [];
  let offset = 0;
  for (const entry of entries) {
    const { data = Buffer.alloc(0), method = 0, flags = 0x800, mode = 0o100644 } = entry;
    const packed = entry.packed ?? (method === 8 ? deflateRawSync(data) : data);
    const size = entry.size ?? data.length;
    const name = Buffer.from(entry.name);
    const localName = Buffer.from(entry.localName ?? entry.name);
    const local = Buffer.alloc(30);
    local.writeUInt32LE(0x04034b50, 0);
    local.writeUInt16LE(20, 4);
    common(local, 6, { flags, method, checksum: checksum(data), packed: packed.length, size });
    local.writeUInt16LE(localName.length, 26);
    bodies.push(local, localName, packed);
    const central = Buffer.alloc(46);
    central.writeUInt32LE(0x02014b50, 0);
    central.writeUInt16LE((3 << 8) | 20, 4);
    central.writeUInt16LE(20, 6);
    common(central, 8, { flags, method, checksum: checksum(data), packed: packed.length, size });
    central.writeUInt16LE(name.length, 28);
    central.writeUInt32LE((mode << 16) >>> 0, 38);
    central.writeUInt32LE(offset, 42);
    list.push(central, name);
    offset += local.length + localName.length + packed.length;
  }
  const directory = Buffer.concat(list);
  const end = Buffer.alloc(22);
  end.writeUInt32LE(0x06054b50, 0);
  end.writeUInt16LE(claimedEntries, 8);
  end.writeUInt16LE(claimedEntries, 10);
  end.writeUInt32LE(directory.length, 12);
  end.writeUInt32LE(offset, 16);
  return Buffer.concat([...bodies, directory, end]);
}

function common(
  header: Buffer,
  at: number,
  fields: { flags: number; method: number; checksum: number; packed: number; size: number },
): void {
  header.writeUInt16LE(fields.flags, at);
  header.writeUInt16LE(fields.method, at + 2);
  header.writeUInt32LE(fields.checksum, at + 8);
  header.writeUInt32LE(fields.packed, at + 12);
  header.writeUInt32LE(fields.size, at + 16);
}

/** ISO 3309, bit by bit: Node has it only since 20.15. */
function checksum(bytes: Buffer): number {
  let remainder = 0xffffffff;
  for (const byte of bytes) {
    remainder ^= byte;
    for (let bit = 0; bit < 8; bit += 1) {
      remainder = (remainder >>> 1) ^ (remainder & 1 ? 0xedb88320 : 0);
    }
  }
  return (remainder ^ 0xffffffff) >>> 0;
}
