import { type FileHandle, open, stat } from 'node:fs/promises';
import { dirname } from 'node:path';
import { type AuditFile, syncFolder } from './files.ts';

export type Sink = Pick<FileHandle, 'appendFile' | 'sync' | 'close'>;

/** Opens a file to write at its end. */
export type OpenFile = (path: string, flags: string, mode: number) => Promise<Sink>;

/** The file that is written now, and how large it was left. */
export type Place = { file: AuditFile; sink: Sink; inode: number; size: number };

/** Opens a file to write at its end; a new one must not be there yet. Its name is on disk when this resolves. */
export async function openPlace(file: AuditFile, isNew: boolean, openFile: OpenFile = open): Promise<Place> {
  const sink = await openFile(file.path, isNew ? 'ax' : 'a', 0o600);
  try {
    const { ino, size } = await stat(file.path);
    await syncFolder(dirname(file.path));
    return { file, sink, inode: ino, size };
  } catch (error) {
    await sink.close();
    throw error;
  }
}

/** False where the file is not as it was left: somebody wrote in it, cut it, moved it away or put another in its place. */
export async function isAsLeft({ file, inode, size }: Place): Promise<boolean> {
  const found = await stat(file.path).catch(() => null);
  return found !== null && found.ino === inode && found.size === size;
}

/** Writes at the end of the file; the text is on disk when this resolves. When it throws, part of the text may be there. */
export async function writeAt(place: Place, text: string): Promise<void> {
  await place.sink.appendFile(text);
  await place.sink.sync();
  place.size += Buffer.byteLength(text);
}
