'use client';
import type { Viewer } from '#lib/access/viewer.ts';
import { useUrlSet, useUrlText } from '../ui/use-url.ts';
import { AuditBoard } from './audit-board.tsx';
import { type ReadAudit, readAudit } from './audit-client.ts';
import type { FilterField } from './audit-filter.ts';

/** The audit page; its filter and its open rows live in its address. */
export function AuditPage({ viewer, read = readAudit }: { viewer: Viewer; read?: ReadAudit }) {
  const [who, setWho] = useUrlText('who');
  const [target, setTarget] = useUrlText('target');
  const [action, setAction] = useUrlText('action');
  const [result, setResult] = useUrlText('result');
  const [from, setFrom] = useUrlText('from');
  const [to, setTo] = useUrlText('to');
  const [open, setOpen] = useUrlSet('row');
  const put: Record<FilterField, (text: string) => void> = {
    who: setWho,
    target: setTarget,
    action: setAction,
    result: setResult,
    from: setFrom,
    to: setTo,
  };
  return (
    <AuditBoard
      viewer={viewer}
      read={read}
      texts={{ who, target, action, result, from, to }}
      onText={(field, text) => put[field](text)}
      open={open}
      onOpen={setOpen}
    />
  );
}
