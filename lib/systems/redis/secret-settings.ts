/** What stands for a secret. */
export const MASK = '***';

/** True for a setting whose value nobody is shown: requirepass, masterauth, masteruser, tls-key-file-pass, the users of an ACL, and whatever a module calls so. */
export function isSecretSetting(name: string): boolean {
  return /pass|secret|token|credential|private|auth$|^master-?user$|^user$|api-?key/i.test(name);
}
