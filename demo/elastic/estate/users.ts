import type { WireUser } from '../wire/access.ts';

export const ELASTIC_USER = 'vigil';
export const ELASTIC_ADMIN = 'vigil-admin';

/** The passwords of who looks and who acts. */
export type ElasticPasswords = { look: string; act: string };

/** Both have what Vigil asks for and nothing more: whoever looks may not so much as ask which nodes are being shut down, which needs the right to manage. */
export function usersWith({ look, act }: ElasticPasswords): WireUser[] {
  const looking = ['monitor', 'read_ilm', 'read_slm', 'manage_index_templates', 'index:monitor', 'index:view_index_metadata'] as const;
  return [
    { name: ELASTIC_USER, by: { password: look }, may: looking },
    { name: ELASTIC_ADMIN, by: { password: act }, may: [...looking, 'manage', 'manage_slm', 'index:manage'] },
  ];
}
