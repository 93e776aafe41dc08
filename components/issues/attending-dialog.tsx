'use client';
import { AcknowledgeDialog } from './acknowledge-dialog.tsx';
import type { Asking } from './attending-context.ts';
import { PlanDialog } from './plan-dialog.tsx';

/** The dialogs, which are fetched when the first is wanted. */
export function AttendingDialog({ asking, onLeave }: { asking: Asking; onLeave(): void }) {
  switch (asking.is) {
    case 'acknowledge':
      return <AcknowledgeDialog issue={asking.issue} subject={asking.subject} onLeave={onLeave} />;
    case 'plan':
      return <PlanDialog target={asking.target} onLeave={onLeave} />;
  }
}
