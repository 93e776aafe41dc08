'use client';
import { useActions } from '../../actions/actions-context.tsx';
import { BarredButton } from '../../ui/barred-button.tsx';
import type { NodeLine } from '../node-line.ts';
import { vacateOpening, whyNot } from './menu-lines.ts';

/** Hands over every master on a machine, after a preview. None where no data node lives, and for who is not signed in. */
export function VacateButton({ host, nodes }: { host: string; nodes: readonly NodeLine[] }) {
  const { viewer, open } = useActions();
  if (!viewer || viewer.is === 'anonymous' || nodes.length === 0) return null;
  const reasons = nodes.map((line) => whyNot(viewer, line));
  const off = reasons.every((why) => why !== null) ? (reasons[0] ?? null) : null;
  return (
    <BarredButton label={`Vacate host ${host}`} off={off} onPress={() => open(vacateOpening(host, nodes))}>
      Vacate host…
    </BarredButton>
  );
}
