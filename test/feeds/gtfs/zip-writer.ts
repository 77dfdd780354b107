// Writes zips for tests, honest and dishonest ones: every lie that a header can tell is an option.

import { crc32, deflateRawSync } from 'node:zlib';

/** One entry. The options make the headers say something else than what is there. */
export interface ZipEntry {
  name: string;
  data: Buffer | string;
  stored?: boolean;
  declaredSize?: number;
  declaredCrc?: number;
  /** Unix mode, such as 0o120777 for a symbolic link. */
  mode?: number;
  encrypted?: boolean;
  /** Points its central record to the local header of the entry before it. */
  overlapping?: boolean;
}

/** The bytes of a zip. */
export function zipOf(entries: readonly ZipEntry[]): Buffer {
  const parts: Buffer[] = [];
  const central: Buffer[] = [];
  let offset = 0;
  let before = 0;
  for (const entry of entries) {
    const data = Buffer.from(entry.data as string);
    const packed = entry.stored ? data : deflateRawSync(data);
    const name = Buffer.from(entry.name);
    const size = entry.declaredSize ?? data.length;
    const common = Buffer.alloc(26);
    common.writeUInt16LE(20, 0);
    common.writeUInt16LE(0x0800 | (entry.encrypted ? 1 : 0), 2);
    common.writeUInt16LE(entry.stored ? 0 : 8, 4);
    common.writeUInt32LE(entry.declaredCrc ?? crc32(data), 10);
    common.writeUInt32LE(packed.length, 14);
    common.writeUInt32LE(size, 18);
    common.writeUInt16LE(name.length, 22);
    const local = Buffer.concat([Buffer.from('PK\x03\x04', 'latin1'), common, name, packed]);
    parts.push(local);
    const record = Buffer.alloc(46);
    record.write('PK\x01\x02', 0, 'latin1');
    record.writeUInt16LE(0x0314, 4);
    common.copy(record, 6);
    record.writeUInt32LE(((entry.mode ?? 0o100644) << 16) >>> 0, 38);
    record.writeUInt32LE(entry.overlapping ? before : offset, 42);
    central.push(record, name);
    before = offset;
    offset += local.length;
  }
  const directory = Buffer.concat(central);
  const isMany = entries.length > 0xfffe;
  const end = Buffer.alloc(22);
  end.write('PK\x05\x06', 0, 'latin1');
  end.writeUInt16LE(isMany ? 0xffff : entries.length, 8);
  end.writeUInt16LE(isMany ? 0xffff : entries.length, 10);
  end.writeUInt32LE(directory.length, 12);
  end.writeUInt32LE(isMany ? 0xffff_ffff : offset, 16);
  const long = isMany ? zip64End(entries.length, directory.length, offset) : Buffer.alloc(0);
  return Buffer.concat([...parts, directory, long, end]);
}

/** The longer end that more than 65,534 entries need: the record and its locator. */
function zip64End(count: number, length: number, offset: number): Buffer {
  const end = Buffer.alloc(76);
  end.write('PK\x06\x06', 0, 'latin1');
  end.writeUInt32LE(44, 4);
  end.writeUInt32LE(count, 24);
  end.writeUInt32LE(count, 32);
  end.writeUInt32LE(length, 40);
  end.writeUInt32LE(offset, 48);
  end.write('PK\x06\x07', 56, 'latin1');
  end.writeUInt32LE(offset + length, 64);
  end.writeUInt32LE(1, 72);
  return end;
}
