import { type FolderLock, takeLock } from '../../state/lock.ts';
import { AuditError } from './error.ts';

/** Makes this process the only one that writes the audit in a folder. Throws an AuditError of kind `held` that names a living one, and errors of the file system. */
export function takeAuditLock(folder: string, id: string): Promise<FolderLock> {
  return takeLock(folder, id, {
    held: ({ pid }) =>
      new AuditError(
        'held',
        `Process ${pid} writes the audit in ${folder}, and only one may: stop it, or name another folder for one of the two.`,
      ),
    contended: (path) =>
      new AuditError('held', `The lock ${path} could not be taken: other processes are taking it at this moment. Start one Vigil alone.`),
  });
}
