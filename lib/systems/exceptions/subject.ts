import type { RowSubject } from '../../system.ts';
import type { ExceptionsView } from './model.ts';

/** What a row is about: an application, a group of them, or the store. Different probes tell of one under one name. */
export function subjectOf(view: ExceptionsView): RowSubject {
  const none = { heads: null, under: null, host: null };
  switch (view.kind) {
    case 'app':
      return { ...none, name: view.app, alike: `${view.of} app ${view.app}` };
    case 'team':
      return { ...none, name: `group ${view.team}`, alike: `${view.of} team ${view.team}` };
    case 'store':
      return { ...none, name: view.title, alike: `${view.of} store` };
  }
}
