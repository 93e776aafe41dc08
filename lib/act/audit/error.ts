/** Why the audit cannot be written, in words for people. `held`: another process writes it. */
export class AuditError extends Error {
  override readonly name = 'AuditError';
  readonly kind: 'held' | 'failed';

  constructor(kind: 'held' | 'failed', message: string) {
    super(message);
    this.kind = kind;
  }
}

/** What hinders the writing of the audit, from whatever was thrown: what happened, where, and what to do. */
export function describeHindrance(error: unknown, folder: string): string {
  if (error instanceof AuditError) return error.message;
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  switch (code) {
    case 'ENOSPC':
    case 'EDQUOT':
      return `No space is left for the audit in ${folder}: free some there.`;
    case 'EROFS':
      return `The disk that holds ${folder} is read-only: mount it writable, or name another folder for the audit.`;
    case 'EACCES':
    case 'EPERM':
      return `Vigil may not write in ${folder}: give the user that it runs as the right to.`;
    case 'ENOTDIR':
    case 'EEXIST':
      return `A file stands in the way of the folder ${folder}, or of a file in it: move it, or name another folder for the audit.`;
    case 'ENOENT':
      return `The folder ${folder} is not there and cannot be made: see that its disk is mounted, and writable.`;
    case 'EFBIG':
      return `A file in ${folder} may not grow further: raise the limit of file sizes.`;
    default:
      return `The audit in ${folder} cannot be written (${error instanceof Error ? error.message : String(error)}): check the folder and its disk.`;
  }
}
