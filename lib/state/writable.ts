import { constants } from 'node:fs';
import { access } from 'node:fs/promises';
import { dirname } from 'node:path';
import { fileErrorCode } from './draft-file.ts';

/** Why nothing could be written in a folder, in words, by what the file system says without being written to; null where nothing stands against it. Nothing is made. */
export async function unwritableWords(folder: string): Promise<string | null> {
  try {
    await access(folder, constants.W_OK);
    return null;
  } catch (error) {
    const above = dirname(folder);
    if (fileErrorCode(error) === 'ENOENT' && above !== folder) return unwritableWords(above);
    return `The folder of state cannot be written (${fileErrorCode(error)}). See that Vigil may write there.`;
  }
}
