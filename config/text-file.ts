import { constants } from 'node:fs';
import { open } from 'node:fs/promises';
import { formatSize } from '#lib/text/size.ts';

export type TextRead = { ok: true; text: string } | { ok: false; message: string };

/** Control characters that no text file holds: all but tab, line feed and carriage return. */
const CONTROL = /(?![\t\n\r])\p{Cc}/u;

/** Reads a file of at most `maxBytes` as UTF-8 text. What hinders it comes back in words, which name neither the file nor anything in it. */
export async function readTextFile(file: string, maxBytes: number): Promise<TextRead> {
  try {
    const bytes = await readBytes(file, maxBytes);
    return typeof bytes === 'string' ? { ok: false, message: bytes } : decode(bytes);
  } catch (error) {
    return { ok: false, message: errorWords(error) };
  }
}

async function readBytes(file: string, maxBytes: number): Promise<Buffer | string> {
  // Non-blocking, or opening a pipe that nobody writes to would wait for ever.
  const handle = await open(file, constants.O_RDONLY | constants.O_NONBLOCK);
  try {
    const stats = await handle.stat();
    if (stats.isDirectory()) return 'is a folder: name the file in it';
    if (!stats.isFile()) return 'is neither a file nor a link to one: name a regular file';
    if (stats.size > maxBytes) return `is larger than ${formatSize(maxBytes)}: is it the right file?`;
    const bytes = await handle.readFile();
    return bytes.length > maxBytes ? `is larger than ${formatSize(maxBytes)}: is it the right file?` : bytes;
  } finally {
    await handle.close();
  }
}

function decode(bytes: Buffer): TextRead {
  const lossy = bytes.toString('utf8');
  const strange = lossy.search(CONTROL);
  if (strange >= 0)
    return { ok: false, message: `holds a control character in line ${lineAt(lossy, strange)}: save it as plain text (UTF-8)` };
  try {
    return { ok: true, text: new TextDecoder('utf-8', { fatal: true }).decode(bytes) };
  } catch {
    return { ok: false, message: `holds bytes that are not UTF-8 in line ${lineAt(lossy, lossy.indexOf('\ufffd'))}: save it as UTF-8` };
  }
}

function lineAt(text: string, offset: number): number {
  return text.slice(0, offset).split('\n').length;
}

function errorWords(error: unknown): string {
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  switch (code) {
    case 'ENOENT':
    case 'ENOTDIR':
      return 'is not there: check the path';
    case 'EACCES':
    case 'EPERM':
      return 'may not be read: give the user that Vigil runs as the right to read it';
    case 'ELOOP':
      return 'is a link that leads back to itself: repair the link';
    default:
      return `cannot be read (${code === '' ? 'no reason given' : code}): check the path and the disk`;
  }
}
