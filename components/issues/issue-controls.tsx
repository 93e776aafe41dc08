'use client';
import type { Attended } from '#lib/attention/attend.ts';
import { useActions } from '../actions/actions-context.tsx';
import { BarredButton } from '../ui/barred-button.tsx';
import { MenuButton } from '../ui/menu-button.tsx';
import { AskButton } from './ask-button.tsx';
import { useAttending } from './attending-context.ts';
import { missingToAttend } from './rights.ts';

const loadMenu = () => import('./issue-menu.tsx').then(({ IssueMenu }) => IssueMenu);

/** What can be said of an issue. Who may not, sees why; who is not signed in has none of it. */
export function IssueControls({ attended, subject }: { attended: Attended; subject: string }) {
  const { viewer } = useActions();
  if (!viewer || viewer.is === 'anonymous') return null;
  const { issue } = attended;
  const off = missingToAttend(viewer, issue);
  return (
    <>
      <Say attended={attended} subject={subject} off={off} />
      <MenuButton className="act" label={`More on ${subject}`} load={loadMenu} about={{ issue, subject, off }}>
        <svg viewBox="0 0 16 16" aria-hidden="true">
          <circle cx="8" cy="3" r="1.4" />
          <circle cx="8" cy="8" r="1.4" />
          <circle cx="8" cy="13" r="1.4" />
        </svg>
      </MenuButton>
    </>
  );
}

function Say({ attended: { issue, quiet }, subject, off }: { attended: Attended; subject: string; off: string | null }) {
  const { client, ask } = useAttending();
  if (quiet?.is === 'planned') return null;
  if (quiet?.is === 'acknowledged') {
    return (
      <AskButton
        words="Withdraw"
        about={`the acknowledgement of ${subject}`}
        off={off}
        ask={() => client.withdraw(quiet.acknowledgement.key)}
        done={`The acknowledgement of ${subject} is withdrawn.`}
      />
    );
  }
  return (
    <BarredButton label={`Acknowledge ${subject}`} off={off} onPress={() => ask({ is: 'acknowledge', issue, subject })}>
      Acknowledge
    </BarredButton>
  );
}
