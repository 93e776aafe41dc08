import type { EventKind } from '#lib/history.ts';
import type { Status } from '#lib/status.ts';
import { StatusShape } from '../ui/status-shape.tsx';
import { KIND_PATHS } from './kinds.ts';

/** What it became as the shape of that status, or the shape of its kind. For the eye only: words stand beside it. */
export function EventShape({ status, kind }: { status: Status | null; kind: EventKind }) {
  if (status !== null) return <StatusShape status={status} small />;
  return (
    <svg className={`i s kind ${kind}`} viewBox="0 0 16 16" aria-hidden="true">
      <path d={KIND_PATHS[kind]} />
    </svg>
  );
}
