'use client';
import { useEffect, useRef } from 'react';
import { formatAge } from '#lib/format/age.ts';
import type { Status } from '#lib/status.ts';
import { EXPLAIN, type ExplainInput, type Explanation, type MemberSaid } from '#lib/systems/elastic/asked/explain/model.ts';
import { CLUSTER_NODE, HEALTH } from '#lib/systems/elastic/model.ts';
import { sentence } from '#lib/text/sentence.ts';
import { AskedPanel } from '../../asked/asked-panel.tsx';
import { When } from '../../reading/when.tsx';
import { StatusShape } from '../../ui/status-shape.tsx';
import { ShardButton } from '../actions/shard-button.tsx';
import type { ClusterLine } from '../lines.ts';
import { reasonWords } from './reason-words.ts';

/** A copy may be elsewhere a moment later: while somebody looks it is asked again this often. */
const EVERY_MS = 10_000;

type PanelProps = { cluster: ClusterLine; copy: ExplainInput; onShut(): void };

/** Why a copy is where it is, or nowhere, member by member: asked of the cluster when somebody picks it. Comes into view. */
export function ExplainPanel({ cluster, copy, onShut }: PanelProps) {
  const box = useRef<HTMLDivElement>(null);
  const { index, number, isPrimary, member } = copy;
  const title = `Why: ${isPrimary ? 'primary' : 'replica'} ${number} of ${index}`;
  // biome-ignore lint/correctness/useExhaustiveDependencies: another copy comes into view again
  useEffect(() => {
    box.current?.scrollIntoView?.({ block: 'nearest' });
  }, [title]);
  return (
    <div ref={box} className="es-why">
      <AskedPanel
        key={`${title} ${member ?? ''}`}
        source={{ system: 'elastic', group: cluster.board.name, node: CLUSTER_NODE, probe: HEALTH }}
        question={EXPLAIN}
        input={copy}
        title={title}
        everyMs={EVERY_MS}
      >
        {(told: Explanation) => (
          <>
            <Told told={told} />
            <MoveIt cluster={cluster} told={told} />
          </>
        )}
      </AskedPanel>
      <button type="button" className="btn plain" onClick={onShut}>
        Close the explanation
      </button>
    </div>
  );
}

/** What can be done with a copy that is on a member. */
function MoveIt({ cluster, told: { index, number, isPrimary, member, stands } }: { cluster: ClusterLine; told: Explanation }) {
  if (member === null) return null;
  return (
    <p className="note es-move">
      <ShardButton cluster={cluster} copy={{ index, number, isPrimary, member, state: stands.toUpperCase() }} />
    </p>
  );
}

function Told({ told }: { told: Explanation }) {
  const { stands, words, said, reason, since, failedTimes, details, delayLeftMs, members, remedies } = told;
  return (
    <div className="es-told">
      <p>
        <b>{words}</b>{' '}
        {reason === null ? null : (
          <>
            {stands === 'unassigned' ? 'It is not assigned' : 'It was not assigned any more'}{' '}
            {since === null ? null : (
              <>
                {stands === 'unassigned' ? 'since' : 'at'} <When at={since} />{' '}
              </>
            )}
            because {reasonWords(reason)}
            {failedTimes === null || failedTimes === 0 ? '' : `, ${failedTimes === 1 ? 'once' : `${failedTimes} times`}`}.{' '}
          </>
        )}
        {delayLeftMs === null || delayLeftMs <= 0 ? null : `The cluster waits ${formatAge(delayLeftMs)} more.`}
      </p>
      {members.length === 0 ? null : (
        <ul className="es-reasons" aria-label="Member by member">
          {grouped(members).map((own) => (
            <MembersLine key={own[0]?.member} members={own} />
          ))}
        </ul>
      )}
      {remedies.length === 0 ? null : (
        <>
          <h3>What can be done</h3>
          <ul>
            {remedies.map((remedy) => (
              <li key={remedy.words}>{remedy.words}</li>
            ))}
          </ul>
        </>
      )}
      {said === null && details === null ? null : (
        <details>
          <summary>In the product’s own words</summary>
          {said === null ? null : <p className="m">{said}</p>}
          {details === null ? null : <p className="m">{details}</p>}
        </details>
      )}
    </div>
  );
}

const SHAPES: Readonly<Record<MemberSaid['may'], Status>> = { no: 'critical', later: 'warning', yes: 'ok' };
const WORDS: Readonly<Record<MemberSaid['may'], string>> = { no: 'no', later: 'not yet', yes: 'yes' };

/** Those of which the same is said are one line, in the order of the first of them. */
function grouped(members: readonly MemberSaid[]): MemberSaid[][] {
  return [...Map.groupBy(members, ({ may, words }) => `${may} ${words}`).values()];
}

function MembersLine({ members }: { members: readonly MemberSaid[] }) {
  const [first] = members;
  if (first === undefined) return null;
  const rules = members.flatMap(({ member, rules: own }) => own.map((rule) => ({ ...rule, member })));
  return (
    <li>
      <StatusShape status={SHAPES[first.may]} small label={WORDS[first.may]} />
      <div>
        <b>{members.map(({ member }) => member).join(', ')}</b>: {sentence(first.words)}
        {rules.length === 0 ? null : (
          <details>
            <summary>{rules.length === 1 ? 'the rule' : `${rules.length} rules`} in the product’s own words</summary>
            {rules.map(({ member, decider, verdict, said }) => (
              <p key={`${member} ${decider} ${said}`} className="m">
                {member}, {decider} {verdict}: {said}
              </p>
            ))}
          </details>
        )}
      </div>
    </li>
  );
}
