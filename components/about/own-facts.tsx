'use client';
import { formatAge } from '#lib/format/age.ts';
import { formatBytes } from '#lib/format/bytes.ts';
import { formatCount, formatRate, measureMs } from '#lib/format/number.ts';
import type { AboutAnswer } from '#lib/http/about.ts';
import { roleWords } from '../access/role-words.ts';
import { Ago } from '../reading/age.tsx';
import { When } from '../reading/when.tsx';
import { countOf, mayWords, perSecond, signedInWords } from './about-words.ts';
import { Facts } from './facts.tsx';

export function ThisVigil({ about: { version, build, node, pid, startedAt, boot, configFile } }: { about: AboutAnswer }) {
  return (
    <Facts
      title="This Vigil"
      facts={[
        ['Version', version],
        ['Build of the pages', <code key="build">{build}</code>],
        ['Started', <Since key="started" at={startedAt} />],
        ['This run', <code key="boot">{boot}</code>],
        ['Process', `pid ${pid}, Node ${node}`],
        ['Configured by', configFile],
      ]}
    />
  );
}

function Since({ at }: { at: number }) {
  return (
    <>
      <When at={at} />
      <span className="m">
        runs for <Ago at={at} />
      </span>
    </>
  );
}

export function You({ about: { viewer, systems } }: { about: AboutAnswer }) {
  return (
    <Facts
      title="You"
      facts={[
        ['Name', `${viewer.name}, ${roleWords(viewer)}`],
        ['Known', signedInWords(viewer)],
        ['Until', viewer.expiresAt === null ? 'no end' : <When key="until" at={viewer.expiresAt} />],
        ...systems.map(({ name, title }): [string, string] => [`You may, with ${title}`, mayWords(viewer, name)]),
      ]}
    />
  );
}

/** What the process itself takes. Two of its readings are older than the answer that they came in, and say so. */
export function OwnCost({ about: { own, polls, overMs, browsers } }: { about: AboutAnswer }) {
  const { eventLoop, schedule } = own;
  return (
    <Facts
      title="What it costs itself"
      facts={[
        ['Processor', <Cpu key="cpu" {...own} />],
        ['Memory', `${formatBytes(own.rssBytes)}; heap ${formatBytes(own.heapUsedBytes)} of ${formatBytes(own.heapTotalBytes)}`],
        [
          'Event loop',
          <Read key="loop" at={eventLoop?.observedAt ?? null}>
            {eventLoop ? `late by ${msOf(eventLoop.value.longestMs)} at most, p99 ${msOf(eventLoop.value.p99Ms)}` : null}
          </Read>,
        ],
        [
          'Polls',
          <span key="polls">
            {formatRate(perSecond(polls.lastMinute, overMs))}/s, planned {formatRate(polls.plannedPerSecond)}/s
            <span className="m">{formatCount(polls.total)} since the start</span>
          </span>,
        ],
        [
          'Questions',
          <Read key="questions" at={schedule?.observedAt ?? null}>
            {schedule ? `${schedule.value.inFlight} of ${schedule.value.slots} at once, ${schedule.value.queued} waiting` : null}
          </Read>,
        ],
        ['Browsers', `${countOf(browsers, 'browser')} listening`],
      ]}
    />
  );
}

function Cpu({ cpuShare, cpuOverMs }: Pick<AboutAnswer['own'], 'cpuShare' | 'cpuOverMs'>) {
  if (cpuShare === null) return 'not known yet: it takes a second to measure';
  return (
    <>
      {formatRate(cpuShare * 100)} % of one core<span className="m">over the last {formatAge(cpuOverMs)}</span>
    </>
  );
}

function Read({ at, children }: { at: number | null; children: string | null }) {
  if (children === null) return 'not read yet';
  return (
    <>
      {children}
      <span className="m">
        read <Ago at={at} /> ago
      </span>
    </>
  );
}

function msOf(ms: number): string {
  const { text, unit } = measureMs(ms);
  return `${text} ${unit}`;
}
