import { createReadStream } from 'node:fs';
import { open, readdir } from 'node:fs/promises';
import { join } from 'node:path';

/** One file of the audit. Their numbers rise with time. */
export type AuditFile = { name: string; path: string; number: number };

/** A line without its line feed, or what stands after the last line feed of a file. */
export type Piece = { bytes: Buffer; isWhole: boolean };

const NAME = /^audit-(\d{6,})\.jsonl$/;
const LINE_FEED = 0x0a;
/** Some hundred lines, which are read in a few ms. */
const CHUNK_BYTES = 65_536;

export function nameAuditFile(folder: string, number: number): AuditFile {
  const name = `audit-${String(number).padStart(6, '0')}.jsonl`;
  return { name, path: join(folder, name), number };
}

/** The audit's files in a folder, oldest first; none where there is no such folder. */
export async function listAuditFiles(folder: string): Promise<AuditFile[]> {
  const names = await readdir(folder).catch((error: unknown) => {
    if (error instanceof Error && 'code' in error && (error.code === 'ENOENT' || error.code === 'ENOTDIR')) return [];
    throw error;
  });
  const files = names.flatMap((name) => {
    const number = NAME.exec(name)?.[1];
    return number === undefined ? [] : [{ name, path: join(folder, name), number: Number(number) }];
  });
  return files.sort((one, other) => one.number - other.number);
}

/** A file's lines in their order, some at a time. */
export async function* readForward(path: string): AsyncGenerator<Piece[]> {
  let held: Buffer[] = [];
  for await (const chunk of createReadStream(path, { highWaterMark: CHUNK_BYTES }) as AsyncIterable<Buffer>) {
    const pieces: Piece[] = [];
    let start = 0;
    for (let at = chunk.indexOf(LINE_FEED); at >= 0; at = chunk.indexOf(LINE_FEED, start)) {
      pieces.push({ bytes: Buffer.concat([...held, chunk.subarray(start, at)]), isWhole: true });
      held = [];
      start = at + 1;
    }
    if (start < chunk.length) held.push(chunk.subarray(start));
    yield pieces;
  }
  if (held.length > 0) yield [{ bytes: Buffer.concat(held), isWhole: false }];
}

/** A file's lines from the last to the first, some at a time, so that the newest cost as little in a large file as in a small one. Bytes from `end` on are left out. */
export async function* readBackward(path: string, end = Number.POSITIVE_INFINITY): AsyncGenerator<Piece[]> {
  const handle = await open(path, 'r');
  try {
    let held: Buffer[] = [];
    let isWhole = false;
    let at = Math.min((await handle.stat()).size, end);
    while (at > 0) {
      const chunk = Buffer.alloc(Math.min(CHUNK_BYTES, at));
      const { bytesRead } = await handle.read(chunk, 0, chunk.length, at - chunk.length);
      if (bytesRead < chunk.length) throw new Error(`${path} became shorter while it was read`);
      at -= chunk.length;
      const pieces: Piece[] = [];
      let stop = chunk.length;
      for (let feed = lastFeed(chunk, stop); feed >= 0; feed = lastFeed(chunk, stop)) {
        const bytes = Buffer.concat([chunk.subarray(feed + 1, stop), ...held]);
        if (isWhole || bytes.length > 0) pieces.push({ bytes, isWhole });
        held = [];
        isWhole = true;
        stop = feed;
      }
      held.unshift(chunk.subarray(0, stop));
      if (at === 0) pieces.push({ bytes: Buffer.concat(held), isWhole });
      yield pieces;
    }
  } finally {
    await handle.close();
  }
}

/** Makes sure that the names of new files in a folder are on disk. */
export async function syncFolder(folder: string): Promise<void> {
  const handle = await open(folder, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}

function lastFeed(chunk: Buffer, before: number): number {
  return before === 0 ? -1 : chunk.lastIndexOf(LINE_FEED, before - 1);
}
