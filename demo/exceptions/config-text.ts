import type { ExceptionStores } from './estate.ts';

export const ERRORS_USER = 'vigil';
export const ERRORS_ADMIN = 'vigil_act';
export const ERRORS_VARIABLE = 'VIGIL_DEMO_ERRORS_PASSWORD';
export const ERRORS_ADMIN_VARIABLE = 'VIGIL_DEMO_ERRORS_ADMIN_PASSWORD';

const GROUPS = [
  { name: 'qa', title: 'Q&A', applications: ['Q&A', 'Tag Engine'] },
  { name: 'talent', title: 'Talent', applications: ['Careers', 'Open ID'] },
  { name: 'chat', title: 'Chat', applications: ['Chat', 'Sockets'] },
];

/** The section of Vigil's configuration that watches them. */
export function exceptionsText({ stores }: ExceptionStores): string {
  const groups = GROUPS.map(
    ({ name, title, applications }) =>
      `    - { name: ${name}, title: ${JSON.stringify(title)}, applications: ${JSON.stringify(applications)} }`,
  );
  return `exceptions:
  encrypt: false
  database: exceptions
  read: { user: ${ERRORS_USER}, password: { env: ${ERRORS_VARIABLE} } }
  act: { user: ${ERRORS_ADMIN}, password: { env: ${ERRORS_ADMIN_VARIABLE} } }
  times: { totals: { interval: 30s, timeout: 10s } }
  groups:
${groups.join('\n')}
  applicationLimits: { recentWarning: 500 }
  tracker: { title: Report, url: "https://tracker.example.net/new?summary={type}&description={link}" }
  sourceLinks:
    - { pattern: 'src\\\\(.*)\\\\(\\w+\\.cs):line (\\d+)', url: "https://git.example.net/blob/main/$1/$2#L$3" }
  stores:
${stores.map(({ name, title, dialect, port }) => `    - { name: ${name}, title: ${title}, product: ${dialect}, address: "127.0.0.1:${port}" }`).join('\n')}
`;
}
