import type { AuditRecord, Entry } from '../../act/audit/record.ts';
import type { HistoryEvent } from '../../history.ts';
import type { NewEvent } from '../history/history.ts';
import { commonPlace, eventAt, NOWHERE } from './event.ts';

type Asked = { at: number; by: string; entry: Extract<Entry, { kind: 'asked' }> };
type Line = Pick<HistoryEvent, 'kind' | 'systems' | 'subject' | 'words'>;

/** What the audit says as events: an action once it has ended, with when it was asked and by whom; what is refused, and who signs in, is none. */
export class AuditEvents {
  readonly #asked = new Map<string, Asked>();

  /** The event that a record completes; null where it completes none. */
  take({ at, by, entry }: AuditRecord): NewEvent | null {
    switch (entry.kind) {
      case 'asked':
        this.#asked.set(keyOf(entry), { at, by: by.name, entry });
        return null;
      case 'ended':
        return this.#end(entry, { at, result: entry.result });
      case 'lost':
        return this.#end(entry, { at, result: 'lost' });
      case 'attention':
        return lineOf(
          {
            kind: kindOf(entry.what),
            systems: entry.systems,
            subject: entry.subject,
            words: withReason(`${entry.what}: ${entry.words}`, entry.reason),
          },
          at,
          by.name,
        );
      case 'timer':
        return lineOf(
          {
            kind: 'timer',
            systems: [entry.system],
            subject: entry.title,
            words: withReason(`${entry.what}: ${entry.words}`, entry.reason),
          },
          at,
          by.name,
        );
      case 'job':
        return lineOf({ kind: 'job', systems: [entry.system], subject: entry.title, words: `${entry.what}: ${entry.words}` }, at, by.name);
      case 'answered':
      case 'refused':
      case 'seen':
      case 'access':
      case 'started':
        return null;
    }
  }

  /** What was asked before this process was started has no line: its end says little without it. */
  #end(entry: { system: string; id: string; words: string }, { at, result }: { at: number; result: string }): NewEvent | null {
    const asked = this.#asked.get(keyOf(entry));
    this.#asked.delete(keyOf(entry));
    if (!asked) return null;
    const { system, title, reason, steps } = asked.entry;
    const targets = [...new Set(steps.map(({ target }) => target))];
    const place = commonPlace(steps.map(({ group, node }) => ({ system, group, node })));
    const words = withReason(`${title}: ${result}`, reason);
    const subject = targets.length === 1 ? (targets[0] ?? title) : title;
    return eventAt({ ...place, system }, { at: asked.at, until: at, kind: 'action', subject, words, by: asked.by });
  }
}

function kindOf(what: Extract<Entry, { kind: 'attention' }>['what']): 'acknowledgement' | 'maintenance' {
  switch (what) {
    case 'issue acknowledged':
    case 'acknowledgement withdrawn':
      return 'acknowledgement';
    case 'maintenance planned':
    case 'maintenance ended':
      return 'maintenance';
  }
}

function lineOf(line: Line, at: number, by: string): NewEvent {
  const [system = ''] = line.systems.length === 1 ? line.systems : [];
  return eventAt({ ...NOWHERE, system }, { ...line, at, until: at, by });
}

function withReason(words: string, reason: string | null): string {
  return reason === null || reason === '' ? words : `${words} (${reason})`;
}

function keyOf({ system, id }: { system: string; id: string }): string {
  return `${system} ${id}`;
}
