'use client';
import { type MaintenanceTarget, targetName } from '#lib/attention/attention.ts';
import { targetKey } from './targets.ts';

/** A target as it is offered: `title` names its system, `off` says why it cannot be chosen. */
export type Offered = { target: MaintenanceTarget; title: string; off: string | null };

const KINDS: readonly { is: MaintenanceTarget['is']; label: string }[] = [
  { is: 'group', label: 'Groups' },
  { is: 'node', label: 'Nodes' },
  { is: 'host', label: 'Hosts' },
];

/** What is worked on. */
export function TargetField({ offered, chosen, onChosen }: { offered: readonly Offered[]; chosen: string; onChosen(key: string): void }) {
  return (
    <label>
      <span>What is worked on</span>
      <select className="field" value={chosen} required onChange={(event) => onChosen(event.target.value)}>
        <option value="" disabled>
          choose a group, a node or a host
        </option>
        {KINDS.map(({ is, label }) => (
          <Kind key={is} label={label} offered={offered.filter(({ target }) => target.is === is)} />
        ))}
      </select>
    </label>
  );
}

function Kind({ label, offered }: { label: string; offered: readonly Offered[] }) {
  if (offered.length === 0) return null;
  return (
    <optgroup label={label}>
      {offered.map(({ target, title, off }) => (
        <option key={targetKey(target)} value={targetKey(target)} disabled={off !== null}>
          {targetName(target)}
          {target.is === 'host' ? '' : `, ${title}`}
          {off === null ? '' : ` (${off})`}
        </option>
      ))}
    </optgroup>
  );
}
