import type { ReactNode } from 'react';
import type { Status } from '#lib/status.ts';
import { StatusShape } from './status-shape.tsx';

type VoidProps = {
  status: Status;
  title: string;
  children: ReactNode;
  /** What came instead of an answer, as it was received. */
  received?: string | null;
  action?: ReactNode;
  /** Something is being asked: a thin line moves. */
  isRunning?: boolean;
};

/** Stands where values would: says what happened, where, since when and what to do. */
export function Void({ status, title, children, received = null, action, isRunning = false }: VoidProps) {
  return (
    <div className="void">
      <StatusShape status={status} label={status} />
      <div>
        <b>{title}</b>
        <p>{children}</p>
        {received ? (
          <p className="received">
            Received: <code>{received}</code>
          </p>
        ) : null}
      </div>
      {action}
      {isRunning ? <div className="pulse" /> : null}
    </div>
  );
}
