import type { Happening } from '../../finding.ts';
import type { Reading } from '../../reading.ts';
import { type LoadWindow, type PastLoad, pastMember } from './past.ts';
import { isRestarted } from './rates-member.ts';
import { listed } from './status-words.ts';

type Named = { id: string; name: string };

/**
 * Which members were restarted, came and went up to the newest reading of the load. Who did not answer for its load has not left by that: readings in which all answered are compared, and where
 * it is not told whether they did none are.
 */
export function happenedToMembers(window: LoadWindow): Happening[] {
  const [newest, ...older] = window;
  const whole = newest.value.unanswered === 0 ? older.find(({ value }) => value.unanswered === 0) : undefined;
  const before = new Set(whole?.value.members.map(({ id }) => id));
  const now = new Set(newest.value.members.map(({ id }) => id));
  const joined = whole ? newest.value.members.filter(({ id }) => !before.has(id)) : [];
  const left = whole?.value.members.filter(({ id }) => !now.has(id)) ?? [];
  const words = [
    ...told(
      restarted(window).filter((one) => !joined.some(({ id }) => id === one.id)),
      'restarted',
    ),
    ...told(joined, 'joined'),
    ...told(left, 'left'),
  ];
  const from = joined.length + left.length > 0 ? whole : older[0];
  return words.length === 0 || from === undefined ? [] : [{ from: from.observedAt, to: newest.observedAt, words: words.join(', ') }];
}

/** Each is compared with the last reading in which it stands. */
function restarted([newest, ...older]: LoadWindow): Named[] {
  return newest.value.members.filter((member) => {
    const earlier = lastOf(member.id, older);
    return earlier !== undefined && isRestarted(pastMember(member), earlier);
  });
}

function lastOf(id: string, older: readonly Reading<PastLoad>[]) {
  for (const { value } of older) {
    const found = value.members.find((one) => one.id === id);
    if (found) return found;
  }
  return;
}

function told(members: readonly Named[], word: string): string[] {
  return members.length === 0 ? [] : [`${listed(members.map(({ name }) => name))} ${word}`];
}
