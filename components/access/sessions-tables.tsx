'use client';
import { Ago } from '../reading/age.tsx';
import { Void } from '../ui/void.tsx';
import type { SessionCard, TokenCard } from './access-client.ts';

type SessionsProps = { sessions: readonly SessionCard[]; isAll: boolean; onEnd(card: SessionCard): void };

export function SessionsTable({ sessions, isAll, onEnd }: SessionsProps) {
  return (
    <section className="panel access" aria-label="Sessions">
      <header>
        <h2>{isAll ? 'All sessions' : 'Your sessions'}</h2>
        <span className="q small">{sessions.length}</span>
      </header>
      {sessions.length === 0 ? (
        <Void status="unknown" title="No session">
          Nobody is signed in.
        </Void>
      ) : (
        <div className="scroll">
          <table>
            <thead>
              <tr>
                <th scope="col">Who</th>
                <th scope="col">From</th>
                <th scope="col">Browser</th>
                <Times heads={['Signed in', 'Last seen', 'Ends']} />
              </tr>
            </thead>
            <tbody>
              {sessions.map((card) => (
                <tr key={card.session}>
                  <th scope="row">
                    <span className="b">{card.name}</span> {card.isOwn ? <span className="chip">this one</span> : null}
                  </th>
                  <td>{card.address}</td>
                  <td className="agent m" title={card.agent}>
                    {card.agent}
                  </td>
                  <td className="n m">
                    <Ago at={card.startedAt} />
                  </td>
                  <td className="n m">
                    <Ago at={card.seenAt} />
                  </td>
                  <td className="n m">
                    <Ago at={card.expiresAt} />
                  </td>
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
            </tbody>
          </table>
        </div>
      )}
    </section>
  );
}

type TokensProps = { tokens: readonly TokenCard[]; onRevoke(card: TokenCard): void };

export function TokensTable({ tokens, onRevoke }: TokensProps) {
  return (
    <section className="panel access" aria-label="Tokens">
      <header>
        <h2>Tokens</h2>
        <span className="q small">{tokens.length}</span>
      </header>
      {tokens.length === 0 ? (
        <Void status="unknown" title="No token">
          None is configured: nothing but browsers can ask this Vigil.
        </Void>
      ) : (
        <div className="scroll">
          <table>
            <thead>
              <tr>
                <th scope="col">Token</th>
                <th scope="col">May</th>
                <th scope="col">Last used from</th>
                <Times heads={['Last used']} />
              </tr>
            </thead>
            <tbody>
              {tokens.map((card) => (
                <tr key={card.name}>
                  <th scope="row">
                    <span className="b">{card.name}</span> {card.isRevoked ? <span className="chip">revoked</span> : null}
                  </th>
                  <td>{card.scope}</td>
                  <td>{card.usedFrom ?? <span className="q">never used</span>}</td>
                  <td className="n m">
                    <Ago at={card.usedAt} />
                  </td>
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
            </tbody>
          </table>
        </div>
      )}
    </section>
  );
}

function Times({ heads }: { heads: readonly string[] }) {
  return (
    <>
      {heads.map((head) => (
        <th key={head} scope="col" className="n">
          {head}
        </th>
      ))}
      <th scope="col">
        <span className="vh">What can be done</span>
      </th>
    </>
  );
}
