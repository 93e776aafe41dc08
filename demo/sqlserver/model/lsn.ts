import type { LogStream } from './log-stream.ts';

const SECTOR = 512;
const VLF_BYTES = 64 * 1024 * 1024;
const FIRST_VLF = 34;
/** The first 8 KB of a virtual log file are its own. */
const VLF_HEADER_SECTORS = 16;
/** Digits of numeric(25,0): ten of the virtual log file, ten of the block in it, five of the slot. */
const BLOCK_DIGITS = 10n ** 15n;
const SLOT_DIGITS = 10n ** 5n;

/**
 * The LSN of the log block that begins at a position, as a numeric(25,0) with slot 1: the zero-padded block id that all columns of sys.dm_hadr_database_replica_states but last_redone_lsn
 * and last_commit_lsn hold. Going into the next virtual log file it jumps: two of them compare, their difference means nothing.
 */
export function blockLsn(stream: LogStream, bytes: number): bigint {
  return lsnOf(stream, bytes, 1);
}

/** A true LSN: of the last record before a position, in the slot that it took in its block. */
export function recordLsn(stream: LogStream, bytes: number): bigint {
  const start = Math.max(0, bytes - stream.blockBytes);
  return lsnOf(stream, start, 2 + ((bytes / stream.blockBytes) % 29));
}

function lsnOf(stream: LogStream, bytes: number, slot: number): bigint {
  const perFile = Math.ceil(VLF_BYTES / stream.blockBytes) * stream.blockBytes;
  const file = FIRST_VLF + Math.floor(bytes / perFile);
  const sector = VLF_HEADER_SECTORS + Math.floor((bytes % perFile) / SECTOR);
  return BigInt(file) * BLOCK_DIGITS + BigInt(sector) * SLOT_DIGITS + BigInt(Math.floor(slot));
}
