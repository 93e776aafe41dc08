'use client';
import { targetName } from '#lib/attention/attention.ts';
import type { Issue } from '#lib/issues/issue.ts';
import type { Hung } from '../ui/menu-button.tsx';
import { MenuHead, MenuLine, MenuLink, MenuPanel, MenuRule } from '../ui/menu-panel.tsx';
import { useAttending } from './attending-context.ts';
import { issuePath } from './issue-path.ts';
import { useIssues } from './issues-context.tsx';
import { targetOf } from './targets.ts';

type MenuProps = Hung & { about: { issue: Issue; subject: string; off: string | null } };

/** What else can be done about an issue. */
export function IssueMenu({ button, onShut, about: { issue, subject, off } }: MenuProps) {
  const { ask } = useAttending();
  const { names } = useIssues();
  const target = targetOf(issue, names);
  const why = target === null ? 'no one group, node or host explains all of it' : off;
  return (
    <MenuPanel button={button} onShut={onShut} label={subject}>
      <MenuHead>
        <b>{subject}</b>
      </MenuHead>
      <MenuLine
        words={target === null ? 'Plan maintenance…' : `Plan maintenance of ${targetName(target)}…`}
        note={why ?? 'asks'}
        isOff={why !== null}
        onPick={() => ask({ is: 'plan', target })}
      />
      <MenuRule />
      <MenuLink words="Link to this issue" note="page" href={issuePath(issue.key)} />
      <MenuLink words={`Where is ${subject} in the audit?`} note="page" href={`/audit?target=${encodeURIComponent(subject)}`} />
    </MenuPanel>
  );
}
