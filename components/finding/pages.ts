import type { Viewer } from '#lib/access/viewer.ts';
import type { ProbeRow } from '#lib/feed/events.ts';
import type { Finding } from '#lib/finding.ts';
import type { Theme } from '../display/display.ts';
import { oldestPart } from '../reading/arrange.ts';
import { type Page, pageStates } from '../shell/page-states.ts';
import { type Findable, lower } from './findable.ts';

const THEMES: readonly { theme: Theme; name: string }[] = [
  { theme: 'light', name: 'Theme: light' },
  { theme: 'dark', name: 'Theme: dark' },
  { theme: 'system', name: 'Theme: as the system' },
];

const HAS_NO_STATE = (): null => null;

/** The pages, each as it stands in the bar. */
export function findPages(pages: readonly Page[], probes: readonly ProbeRow[], findings: readonly Finding[]): Findable[] {
  return pages.map((page) => ({
    id: `page ${page.path}`,
    name: page.title,
    about: 'page',
    names: lower([page.title]),
    words: lower([page.path, page.system, 'page']),
    leads: { to: 'path', path: page.path },
    look(time) {
      const [state] = pageStates([page], probes, findings, time);
      if (!state?.status) return null;
      const says = state.notOk > 0 ? `${state.status}, ${state.notOk} not ok` : state.status;
      return { status: state.status, says, oldest: oldestPart(probes.filter((probe) => isShown(page, probe))) };
    },
  }));
}

function isShown({ path, system }: Page, { scope, source }: ProbeRow): boolean {
  if (system !== null) return source.system === system;
  return scope === (path === '/pollers' ? 'board' : 'node');
}

/** What is no place of the board: the pages of one's own menu, the theme, and the keys. */
export function findOthers(viewer: Viewer): Findable[] {
  const plain = (name: string, about: string, leads: Findable['leads']): Findable => ({
    ...{ id: `${about} ${name}`, name, about, names: lower([name]), words: lower([about]), leads },
    look: HAS_NO_STATE,
  });
  return [
    plain('Charts', 'page', { to: 'path', path: '/charts' }),
    ...(viewer.is === 'user' ? [plain('Sessions', 'page', { to: 'path', path: '/sessions' })] : []),
    ...THEMES.map(({ theme, name }) => plain(name, 'display', { to: 'theme', theme })),
    plain('Look back in time', 'the board as it was', { to: 'past' }),
    plain('Keyboard shortcuts', 'help', { to: 'keys' }),
  ];
}
