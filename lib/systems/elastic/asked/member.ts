import type * as z from 'zod';
import { askAllOf } from '../fetch-asked.ts';
import { JsonPart } from '../json-part.ts';
import { fields } from '../requests.ts';
import { clusterQuestion } from './cluster-question.ts';
import { memberInput } from './inputs.ts';
import { type FileSystem, type HeapPool, MEMBER, type MemberAnswer, type SettingLine } from './model.ts';
import { settingLines, toldLines } from './settings-lines.ts';

type Input = z.output<typeof memberInput>;

const OF_INFO = [
  'name',
  'version',
  'build_hash',
  'build_type',
  'roles',
  'attributes',
  'host',
  'ip',
  'transport_address',
  'http.publish_address',
  'os',
  'jvm',
  'process.id',
  'process.mlockall',
  'plugins.name',
  'plugins.version',
  'settings',
];
const OF_STATS = ['fs.data', 'jvm.mem.pools'];

/** Everything that a member tells of how it was started. */
export const memberQuestion = clusterQuestion<Input, MemberAnswer>({
  ...{
    name: MEMBER,
    question: 'a node: how it was started, its file systems and its heap',
    input: memberInput,
    usage: 'the id of a node: {"id":"xWtLeiUjQoiRf2kpMYdXmA"}',
  },
  fetch: (node, { id }, signal) =>
    askAllOf(
      node,
      async (one) => ({
        info: await one({
          method: 'GET',
          path: `/_nodes/${id}/settings,os,process,jvm,transport,http,plugins`,
          query: { flat_settings: true, ...fields(OF_INFO.map((field) => `nodes.*.${field}`)) },
        }),
        stats: await one({ method: 'GET', path: `/_nodes/${id}/stats/fs,jvm`, query: fields(OF_STATS.map((field) => `nodes.*.${field}`)) }),
      }),
      signal,
    ),
  parse: (body, { id }) => parseMember(body, id),
});

/** Reads `_nodes` and `_nodes/stats` of one node. Throws ParseError where it is not in the cluster. */
export function parseMember(body: unknown, id: string): MemberAnswer {
  const told = new JsonPart(body, '');
  const info = told.neededPart('info').neededPart('nodes').neededPart(id);
  const stats = told.neededPart('stats').part('nodes').part(id);
  return {
    ...{ id, name: info.text('name') ?? id, version: info.text('version'), build: info.text('build_hash'), roles: info.texts('roles') },
    attributes: settingLines(info.part('attributes')),
    addresses: toldLines([
      ['HTTP', info.part('http').text('publish_address')],
      ['Transport', info.text('transport_address')],
      ['Host', info.text('host')],
      ['IP', info.text('ip')],
    ]),
    machine: machineLines(info),
    java: javaLines(info),
    fileSystems: stats.part('fs').list('data').map(parseFileSystem),
    heapPools: stats.part('jvm').part('mem').part('pools').entries().map(parsePool),
    plugins: info.list('plugins').map((one) => ({ name: one.neededText('name'), value: one.text('version') ?? '' })),
    settings: settingLines(info.part('settings')),
  };
}

function machineLines(info: JsonPart): SettingLine[] {
  const os = info.part('os');
  return toldLines([
    ['System', os.text('pretty_name') ?? os.text('name')],
    ['Kernel', os.text('version')],
    ['Architecture', os.text('arch')],
    ['Processors', os.count('available_processors')],
    ['Allocated to it', os.count('allocated_processors')],
    ['Memory locked', lockedWords(info.part('process').flag('mlockall'))],
  ]);
}

function javaLines(info: JsonPart): SettingLine[] {
  const jvm = info.part('jvm');
  return toldLines([
    ['Version', jvm.text('version')],
    ['Machine', jvm.text('vm_name')],
    ['Process', jvm.count('pid') ?? info.part('process').count('id')],
    ['Collectors', jvm.texts('gc_collectors').join(', ')],
    ['Compressed pointers', jvm.text('using_compressed_ordinary_object_pointers')],
  ]);
}

function parseFileSystem(told: JsonPart): FileSystem {
  return {
    ...{ path: told.text('path') ?? '', mount: told.text('mount'), type: told.text('type') },
    ...{ totalBytes: told.count('total_in_bytes'), availableBytes: told.count('available_in_bytes') },
  };
}

function parsePool([name, told]: [string, JsonPart]): HeapPool {
  return { name, usedBytes: told.count('used_in_bytes'), maxBytes: unlessZero(told.count('max_in_bytes')) };
}

function lockedWords(isLocked: boolean | null): string | null {
  return isLocked === null ? null : isLocked ? 'yes' : 'no: it can be swapped out';
}

/** 0 is what is told where there is no limit. */
function unlessZero(bytes: number | null): number | null {
  return bytes === 0 ? null : bytes;
}
