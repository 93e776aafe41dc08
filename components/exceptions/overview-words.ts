import type { LiveRow } from '#lib/feed/events.ts';
import { formatCount } from '#lib/format/number.ts';
import { type ExceptionsView, TOTALS } from '#lib/systems/exceptions/model.ts';
import { subjectOf } from '#lib/systems/exceptions/subject.ts';
import type { SystemWords } from '../overview/system-words.ts';
import { EXCEPTIONS_PATH, storePath } from './paths.ts';
import { counted } from './words.ts';

/** How the overview speaks of exception stores. */
export const exceptionsWords: SystemWords = {
  path: EXCEPTIONS_PATH,
  pageOfNode: ({ group }) => storePath(group),
  node: { one: 'store', many: 'stores' },
  nameOfNode: ({ groupTitle }) => groupTitle,
  figures: ['Recent errors', 'Errors'],
  contents: {
    head: 'Applications',
    of(parts) {
      const asked = parts.filter(({ probe }) => probe.source.probe === TOTALS);
      const views = asked.flatMap(({ rows }) => rows.map(viewOf));
      if (views.length === 0) return 'not read yet';
      const stores = views.flatMap((view) => (view.kind === 'store' && view.of === TOTALS ? [view] : []));
      const errors = stores.reduce((sum, view) => sum + view.errors, 0);
      const unread = asked.filter(({ rows }) => rows.length === 0).length;
      return [
        counted(views.filter(({ kind }) => kind === 'app').length, 'application'),
        counted(errors, 'error'),
        ...(unread === 0 ? [] : [`${formatCount(unread)} never read`]),
      ].join(', ');
    },
  },
  subjectOf: (row) => subjectOf(viewOf(row)),
  says: (reason) => `: ${reason}`,
  where: () => '',
  under: (rows) => counted(rows.length, 'application'),
  filter: () => '',
  place: { one: 'store', many: 'stores' },
  role: () => null,
  pageOf: () => EXCEPTIONS_PATH,
};

/** The rows of this system are what its status rules made. */
function viewOf({ value }: Pick<LiveRow, 'value'>): ExceptionsView {
  return value as ExceptionsView;
}
