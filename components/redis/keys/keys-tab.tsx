'use client';
import { useContext, useMemo, useState } from 'react';
import useSWR from 'swr';
import type { RunCard } from '#lib/job.ts';
import type { JobPlace } from '#lib/jobs/keeper.ts';
import type { KeyAnalysis } from '#lib/systems/redis/keys/model.ts';
import { sentence } from '#lib/text/sentence.ts';
import { useActions } from '../../actions/actions-context.tsx';
import { useTimeFormat } from '../../display/display-context.tsx';
import { type Found, type Jobs, readFound } from '../../jobs/job-client.ts';
import { useJobs } from '../../jobs/use-jobs.ts';
import { When } from '../../reading/when.tsx';
import { LiveOnly } from '../../travel/live-only.tsx';
import { useIsPast } from '../../travel/travel-context.ts';
import { BarredButton } from '../../ui/barred-button.tsx';
import { useUrlWord } from '../../ui/use-url.ts';
import { Void } from '../../ui/void.tsx';
import { DatabasesContext } from '../instance/database-titles.tsx';
import { ChangesTab } from './changes-tab.tsx';
import { NotTold } from './not-told.tsx';
import { ONCE } from './once.ts';
import { Report } from './report.tsx';
import { RunLine } from './run-line.tsx';
import { chooseRun, newestTold } from './runs.ts';
import { KEYS_JOB, StartForm } from './start-form.tsx';
import { databaseNumber, fromWords } from './words.ts';

/** The keys of a node: the analysis that runs, what the last ones found, and a way to start one. */
export function KeysTab({ place }: { place: JobPlace }) {
  if (!useIsPast()) return <Keys place={place} />;
  return (
    <section className="panel" aria-label="Keys">
      <header>
        <h2>Keys</h2>
      </header>
      <LiveOnly what="What was analysed stands there with times of its own; how it stood then is" />
    </section>
  );
}

function Keys({ place }: { place: JobPlace }) {
  const titles = useTitles();
  const { viewer } = useActions();
  const { jobs, trouble, look } = useJobs(place);
  const [isAsking, setAsking] = useState(false);
  const [chosen, choose] = useUrlWord('run');
  const runs = jobs?.runs.filter(({ job }) => job === KEYS_JOB) ?? [];
  const { run, older } = chooseRun(runs, chosen);
  const told = newestTold(runs);
  const mayAct = viewer?.systems.act.includes('redis') ?? false;
  const barred = mayAct ? null : 'This needs the right "act" on redis.';
  const begin = (): void => {
    setAsking(false);
    choose('');
    look();
  };
  return (
    <section className="panel" aria-label="Keys">
      <header>
        <h2>Keys</h2>
        {run === null ? null : <RunChoice runs={runs.filter(({ hasResult }) => hasResult)} run={run} onChoose={choose} />}
        <span className="grow" />
        <BarredButton label="Analyse the keys" off={barred ?? offWords(jobs, told)} onPress={() => setAsking(!isAsking)}>
          Analyse…
        </BarredButton>
      </header>
      {trouble === null ? null : (
        <Void status="stale" title="What runs here is not told">
          {sentence(trouble)}{' '}
          {jobs === null ? null : (
            <>
              What stands below is as of <When at={jobs.now} />.
            </>
          )}
        </Void>
      )}
      {isAsking && barred === null ? <StartForm place={place} onLeave={() => setAsking(false)} onStarted={begin} /> : null}
      {told === null ? null : <RunLine run={told} now={jobs?.now ?? told.startedAt} isOld={trouble !== null} off={barred} />}
      {run !== null ? (
        <>
          <Result key={run.id} run={run} older={older} titles={titles} />
          <Tables run={run} jobs={jobs} />
        </>
      ) : told === null && trouble === null ? (
        <Nothing jobs={jobs} node={place.node} />
      ) : null}
    </section>
  );
}

/** What people call the databases, by their numbers. */
function useTitles(): ReadonlyMap<number, string> {
  const databases = useContext(DatabasesContext);
  return useMemo(
    () => new Map(databases.flatMap(({ name, title }) => (title === null ? [] : [[databaseNumber(name), title] as const]))),
    [databases],
  );
}

/** Why none can be started now; null where one can. */
function offWords(jobs: Jobs | null, told: RunCard | null): string | null {
  if (jobs === null) return 'Not known yet whether it can be.';
  if (told?.state.is === 'running') return 'One runs already.';
  const offer = jobs.offers.find(({ job }) => job === KEYS_JOB);
  return offer ? offer.unavailable : 'This node is not configured any more.';
}

function Nothing({ jobs, node }: { jobs: Jobs | null; node: string }) {
  if (jobs === null)
    return (
      <Void status="unknown" title="Asking" isRunning>
        Vigil is asked what was analysed here.
      </Void>
    );
  const unavailable = jobs.offers.find(({ job }) => job === KEYS_JOB)?.unavailable ?? null;
  return (
    <Void status="unknown" title={unavailable === null ? 'Not analysed' : 'Cannot be analysed'}>
      {unavailable === null
        ? `What the keys of ${node} take is not known: nobody has had them read, or what came of it is kept no more.`
        : sentence(unavailable)}
    </Void>
  );
}

function RunChoice({ runs, run, onChoose }: { runs: readonly RunCard[]; run: RunCard; onChoose(id: string): void }) {
  const format = useTimeFormat();
  return (
    <select className="field small" aria-label="Which analysis" value={run.id} onChange={({ target }) => onChoose(target.value)}>
      {runs.map(({ id, startedAt, by, state }) => (
        <option key={id} value={id}>
          {`${format.full(startedAt)} by ${by}${state.is === 'done' ? '' : ', a part'}`}
        </option>
      ))}
    </select>
  );
}

function Tables({ run, jobs }: { run: RunCard; jobs: Jobs | null }) {
  const tables = jobs?.offers.find(({ job }) => job === run.job)?.tables ?? [];
  if (tables.length === 0) return null;
  return (
    <p className="ask-bar note">
      As CSV:
      {tables.map((table) => (
        <a key={table} className="link" href={`/live/v1/jobs/export?${new URLSearchParams({ id: run.id, table })}`} download>
          {table}
        </a>
      ))}
    </p>
  );
}

function Result({ run, older, titles }: { run: RunCard; older: RunCard | null; titles: ReadonlyMap<number, string> }) {
  const address = `/live/v1/jobs/result?${new URLSearchParams({ id: run.id })}`;
  const { data, error, mutate } = useSWR<Found<KeyAnalysis>, Error>(address, readFound, ONCE);
  if (!data) return <NotTold error={error} what="What was found is fetched." onAgain={() => void mutate()} />;
  return (
    <>
      <p className="key-said note">
        Read at <When at={data.result.from.endedAt} /> from {fromWords(data.result)}. Kept until newer ones take its place.
      </p>
      <Report analysis={data.result} changes={<ChangesTab newer={run} older={older} />} titles={titles} />
    </>
  );
}
