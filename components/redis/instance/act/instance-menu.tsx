'use client';
import type { Hung } from '../../../ui/menu-button.tsx';
import { MenuGroup, MenuHead, MenuLine, MenuLink, MenuPanel, MenuRule } from '../../../ui/menu-panel.tsx';
import type { NodeLine } from '../../node-line.ts';
import { ReplicationGroups } from '../../replication/replication-groups.tsx';
import type { DeedName, Deeds } from './deeds.ts';

type Line = { name: DeedName; words: string; note: string };

const GROUPS: readonly { title: string; lines: readonly Line[] }[] = [
  {
    title: 'Data and memory',
    lines: [
      { name: 'bgsave', words: 'Save to disk', note: 'asks' },
      { name: 'memory-purge', words: 'Purge memory', note: 'asks, no key is touched' },
    ],
  },
  {
    title: 'Clear',
    lines: [
      { name: 'slowlog-reset', words: 'Slow log', note: 'asks, what it tells is lost' },
      { name: 'latency-reset', words: 'Latency events', note: 'asks, what they tell is lost' },
      { name: 'stats-reset', words: 'Statistics', note: 'asks, counters begin at zero' },
    ],
  },
  { title: 'Settings', lines: [{ name: 'config-rewrite', words: 'Write settings to its file', note: 'asks' }] },
];

/** What can be done to an instance itself; what cannot be done says why. */
export function InstanceMenu({
  button,
  onShut,
  about: { deeds, line, onKey },
}: Hung & { about: { deeds: Deeds; line: NodeLine; onKey(): void } }) {
  const { why, howToEnable, source } = deeds;
  const title = `Actions on ${source.node}`;
  return (
    <MenuPanel button={button} onShut={onShut} label={title}>
      <MenuHead>
        <b>{title}</b>
        {why === 'not enabled' && howToEnable ? <span className="m">{howToEnable}</span> : null}
      </MenuHead>
      {GROUPS.map(({ title, lines }) => (
        <MenuGroup key={title} title={title}>
          {lines.map(({ name, words, note }) => (
            <MenuLine
              key={name}
              words={`${words}…`}
              note={why ?? note}
              isOff={why !== null}
              onPick={() => deeds.open(name, `${words}: ${source.node}`)}
            />
          ))}
        </MenuGroup>
      ))}
      <MenuGroup title="Keys">
        <MenuLine words="Purge a key…" note={why ?? 'asks for its name'} isOff={why !== null} onPick={onKey} />
      </MenuGroup>
      <ReplicationGroups line={line} />
      <MenuRule />
      <MenuLink words={`Where is ${source.node} in the audit?`} note="page" href={`/audit?target=${encodeURIComponent(source.node)}`} />
    </MenuPanel>
  );
}
