'use client';
import { useContext, useEffect, useState } from 'react';
import { formatCount } from '#lib/format/number.ts';
import type { JobCheck } from '#lib/job.ts';
import type { JobOrder, JobPlace } from '#lib/jobs/keeper.ts';
import type { KeyAnalysisInput } from '#lib/systems/redis/keys/model.ts';
import type { Database } from '#lib/systems/redis/model.ts';
import { DialogForm } from '../../issues/dialog-form.tsx';
import { checkJob, startJob } from '../../jobs/job-client.ts';
import { DatabasesContext } from '../instance/database-titles.tsx';
import { type ChosenDatabases, DatabasesField } from './databases-field.tsx';
import { chosenDatabases, readDatabases } from './runs.ts';
import { databaseNumber } from './words.ts';

export const KEYS_JOB = 'keys';

const DEFAULT_PACE = '5000';
/** What the job takes. */
const PACES = { least: 100, most: 200_000 };
/** What is typed is checked when the typing pauses. */
const TYPING_MS = 250;

type FormProps = { place: JobPlace; onLeave(): void; onStarted(): void };

/** Asks how the keys are to be read, tells what that comes to, and starts it. */
export function StartForm({ place: { system, group, node }, onLeave, onStarted }: FormProps) {
  const [pace, setPace] = useState<KeyAnalysisInput['pace']>('paced');
  const [perSecond, setPerSecond] = useState(DEFAULT_PACE);
  const held = useContext(DatabasesContext);
  const [databases, setDatabases] = useState<ChosenDatabases>({ left: [], text: '' });
  const [typed, setTyped] = useState('');
  const input = readInput({ pace, perSecond, databases: readChosen(databases, held) });
  const order: JobOrder | null = typeof input === 'string' ? null : { system, group, node, job: KEYS_JOB, input };
  const { check, trouble } = useCheck(order);
  const problem = typeof input === 'string' ? input : (trouble ?? check?.refusal ?? null);
  const wanted = check?.typed ?? null;
  return (
    <DialogForm
      problem={problem}
      isComplete={order !== null && check !== null && (wanted === null || typed === wanted)}
      button="Start"
      cancel={
        <button type="button" className="btn" onClick={onLeave}>
          Leave it
        </button>
      }
      send={() =>
        order === null ? Promise.resolve({ ok: false, message: 'nothing to start' }) : startJob(order, wanted === null ? null : typed)
      }
      onDone={onStarted}
    >
      <label>
        <span>Pace</span>
        <select className="field" value={pace} onChange={({ target }) => setPace(target.value === 'fast' ? 'fast' : 'paced')}>
          <option value="paced">Held to a number of keys a second</option>
          <option value="fast">As fast as it answers: for a replica that serves nobody</option>
        </select>
      </label>
      {pace === 'paced' ? (
        <label>
          <span>Keys a second, at most</span>
          <input className="field" inputMode="numeric" value={perSecond} onChange={({ target }) => setPerSecond(target.value)} />
        </label>
      ) : null}
      <DatabasesField databases={held} chosen={databases} onChosen={setDatabases} />
      {check === null ? null : <Checked check={check} />}
      {wanted === null ? null : (
        <label>
          <span>
            Type <b>{wanted}</b> to go on
          </span>
          <input className="field" value={typed} autoComplete="off" spellCheck={false} onChange={({ target }) => setTyped(target.value)} />
        </label>
      )}
    </DialogForm>
  );
}

function Checked({ check: { summary, notes } }: { check: JobCheck }) {
  return (
    <div className="small">
      <p>{summary}</p>
      {notes.map(({ status, words }) => (
        <p key={words} className={status === 'ok' ? 'q' : `w ${status}`}>
          {words}
        </p>
      ))}
    </div>
  );
}

/** What the server says to an order as it stands; null while that is not known. */
function useCheck(order: JobOrder | null): { check: JobCheck | null; trouble: string | null } {
  const text = order === null ? null : JSON.stringify(order);
  const [answer, setAnswer] = useState<{ of: string; check: JobCheck | null; trouble: string | null } | null>(null);
  useEffect(() => {
    if (text === null) return;
    let isOver = false;
    const timer = setTimeout(async () => {
      const said = await checkJob(JSON.parse(text) as JobOrder);
      if (!isOver) setAnswer({ of: text, check: said.ok ? said.value : null, trouble: said.ok ? null : said.message });
    }, TYPING_MS);
    return () => {
      isOver = true;
      clearTimeout(timer);
    };
  }, [text]);
  return answer !== null && answer.of === text ? answer : { check: null, trouble: null };
}

type Typed = { pace: KeyAnalysisInput['pace']; perSecond: string; databases: readonly number[] | 'all' | null };

/** The input of the job, or what is wrong with what was typed. */
function readInput({ pace, perSecond, databases }: Typed): KeyAnalysisInput | string {
  const keysPerSecond = Number(perSecond.replaceAll(',', ''));
  const { least, most } = PACES;
  if (pace === 'paced' && !(Number.isInteger(keysPerSecond) && keysPerSecond >= least && keysPerSecond <= most))
    return `Say how many keys a second, from ${formatCount(least)} to ${formatCount(most)}.`;
  if (databases === null) return 'Name databases by their numbers, with commas between them: 0, 3.';
  if (databases.length === 0) return 'Choose at least one database.';
  return {
    pace,
    keysPerSecond: pace === 'paced' ? keysPerSecond : Number(DEFAULT_PACE),
    databases: databases === 'all' ? null : databases,
  };
}

/** Null for what is typed and is no list of numbers. */
function readChosen({ left, text }: ChosenDatabases, held: readonly Database[]): readonly number[] | 'all' | null {
  if (held.length === 0) return readDatabases(text);
  return chosenDatabases(
    held.map(({ name }) => databaseNumber(name)),
    left,
  );
}
