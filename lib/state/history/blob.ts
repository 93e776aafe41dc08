import { constants, zstdCompressSync, zstdDecompressSync } from 'node:zlib';

/** Packs text for the database: zstd, which `zstd -d` reads. The level is 1 (fast) to 19 (small). */
export function packText(text: string, level = 3): Uint8Array {
  return zstdCompressSync(text, { params: { [constants.ZSTD_c_compressionLevel]: level, [constants.ZSTD_c_checksumFlag]: 1 } });
}

/** The text that was packed. Throws where it was not packed by `packText`, or is damaged: each has a checksum. */
export function unpackText(blob: Uint8Array): string {
  return zstdDecompressSync(blob).toString('utf8');
}
