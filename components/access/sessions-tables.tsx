'use client';
import type { ReactNode } from 'react';
import { Ago } from '../reading/age.tsx';
import { Void } from '../ui/void.tsx';
import type { SessionCard, TokenCard } from './access-client.ts';

type SessionsProps = { sessions: readonly SessionCard[]; isAll: boolean; onEnd(card: SessionCard): void };

export function SessionsTable({ sessions, isAll, onEnd }: SessionsProps) {
  return (
    <AccessPanel
      label="Sessions"
      title={isAll ? 'All sessions' : 'Your sessions'}
      empty={{ title: 'No session', words: 'Nobody is signed in.' }}
      heads={['Who', 'From', 'Browser']}
      times={['Signed in', 'Last seen', 'Ends']}
    >
      {sessions.map((card) => (
        <tr key={card.session}>
          <th scope="row">
            <span className="b">{card.name}</span> {card.isOwn ? <span className="chip">this one</span> : null}
          </th>
          <td>{card.address}</td>
          <td className="agent m" title={card.agent}>
            {card.agent}
          </td>
          <TimeCell at={card.startedAt} />
          <TimeCell at={card.seenAt} />
          <TimeCell at={card.expiresAt} />
          <td className="x">
            <button
              type="button"
              className="btn"
              aria-label={`End session of ${card.name} from ${card.address}`}
              onClick={() => onEnd(card)}
            >
              End session
            </button>
          </td>
        </tr>
      ))}
    </AccessPanel>
  );
}

type TokensProps = { tokens: readonly TokenCard[]; onRevoke(card: TokenCard): void };

export function TokensTable({ tokens, onRevoke }: TokensProps) {
  return (
    <AccessPanel
      label="Tokens"
      title="Tokens"
      empty={{ title: 'No token', words: 'None is configured: nothing but browsers can ask this Vigil.' }}
      heads={['Token', 'May', 'Last used from']}
      times={['Last used']}
    >
      {tokens.map((card) => (
        <tr key={card.name}>
          <th scope="row">
            <span className="b">{card.name}</span> {card.isRevoked ? <span className="chip">revoked</span> : null}
          </th>
          <td>{card.scope}</td>
          <td>{card.usedFrom ?? <span className="q">never used</span>}</td>
          <TimeCell at={card.usedAt} />
          <td className="x">
            <button
              type="button"
              className="btn"
              disabled={card.isRevoked}
              aria-label={`Revoke ${card.name}`}
              onClick={() => onRevoke(card)}
            >
              Revoke
            </button>
          </td>
        </tr>
      ))}
    </AccessPanel>
  );
}

type PanelProps = {
  label: string;
  title: string;
  empty: { title: string; words: string };
  heads: readonly string[];
  /** Heads of the columns that say how long ago. */
  times: readonly string[];
  /** One for each row. */
  children: readonly ReactNode[];
};

/** A table with what can be done at the end of each row, or why there is none. */
function AccessPanel({ label, title, empty, heads, times, children }: PanelProps) {
  return (
    <section className="panel access" aria-label={label}>
      <header>
        <h2>{title}</h2>
        <span className="q small">{children.length}</span>
      </header>
      {children.length === 0 ? (
        <Void status="unknown" title={empty.title}>
          {empty.words}
        </Void>
      ) : (
        <div className="scroll">
          <table>
            <thead>
              <tr>
                {heads.map((head) => (
                  <th key={head} scope="col">
                    {head}
                  </th>
                ))}
                {times.map((head) => (
                  <th key={head} scope="col" className="n">
                    {head}
                  </th>
                ))}
                <th scope="col">
                  <span className="vh">What can be done</span>
                </th>
              </tr>
            </thead>
            <tbody>{children}</tbody>
          </table>
        </div>
      )}
    </section>
  );
}

function TimeCell({ at }: { at: number | null }) {
  return (
    <td className="n m">
      <Ago at={at} />
    </td>
  );
}
