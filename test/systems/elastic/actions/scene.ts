import type { Action, NodeView, Preview, Told } from '#lib/acting.ts';
import type { Reading } from '#lib/reading.ts';
import { Secret } from '#lib/secret.ts';
import { elasticActing } from '#lib/systems/elastic/actions/acting.ts';
import { elasticSection } from '#lib/systems/elastic/config.ts';
import {
  ALLOCATION,
  type AllocationInfo,
  CLUSTER_NODE,
  HEALTH,
  type HealthInfo,
  type Holding,
  INDICES,
  LOAD,
  OWN,
  type OwnInfo,
  type Product,
  SHARDS,
  UPKEEP,
} from '#lib/systems/elastic/model.ts';
import type { ElasticSettings } from '#lib/systems/elastic/settings.ts';
import { SETTINGS as PLAIN } from '../cluster-scene.ts';

export const GROUP = 'search';
export const PRODUCT: Product = { is: 'elasticsearch', version: '8.17.0' };
const GB = 1_000_000_000;
const NODES = ['es1', 'es2', 'es3'];

type Health = Partial<HealthInfo> | null;

/** What is known of the cluster when somebody wants to act: everything is well but for what is told here. A probe that is null is not read. */
export type Scene = {
  health?: Health;
  doubt?: string;
  owns?: Record<string, Partial<OwnInfo> | null>;
  holdings?: Record<string, Partial<Holding>>;
  settings?: Partial<AllocationInfo['settings']>;
  shuttingDown?: AllocationInfo['shuttingDown'];
  roles?: Record<string, string[]> | null;
  copies?: Record<string, number> | null;
  allocation?: null;
  shards?: object;
  upkeep?: object | null;
  withAct?: boolean;
  answers?: Record<string, unknown>;
};

export function actionOf(name: string): Action<ElasticSettings, unknown, unknown> {
  const action = elasticActing.actions.find((one) => one.name === name);
  if (!action) throw new Error(`there is no action ${name}`);
  return action;
}

/** What an action would do there. */
export function previewOf(name: string, input: object, scene: Scene = {}): Preview {
  const action = actionOf(name);
  const read = action.read({ group: GROUP, ...input });
  if (!read.ok) throw new Error(read.message);
  return action.preview({ input: read.input, nodes: viewsOf(scene), inFlight: [], answers: answersOf(scene.answers ?? {}) });
}

/** What the cluster answered to questions; an Error is a failure. */
export function answersOf(answers: Record<string, unknown>): Told[] {
  return Object.entries(answers).map(([question, answer]) => {
    const at = { group: GROUP, node: CLUSTER_NODE, question, observedAt: 0 };
    return answer instanceof Error ? { ...at, answer: null, failure: answer.message } : { ...at, answer, failure: null };
  });
}

export function readingOf(node: string, probe: string, value: unknown): Reading<unknown> {
  return { value, observedAt: 0, producedAt: null, source: { system: 'elastic', group: GROUP, node, probe } };
}

function viewsOf(scene: Scene): NodeView<ElasticSettings>[] {
  const { health = {}, doubt = null, withAct = true, owns = {} } = scene;
  const act = withAct ? { act: { token: new Secret('hunter2') } } : {};
  const nodes = NODES.map((name) => ({ name, url: `https://${name}:9200` }));
  const read = elasticSection.read({ ...act, clusters: [{ name: GROUP, title: 'Search', nodes }] });
  if (!read.ok) throw new Error(JSON.stringify(read.misfits));
  return (read.groups[0]?.nodes ?? []).map(({ name, settings }) => {
    const at = { group: GROUP, groupTitle: 'Search', node: name, settings: settings as ElasticSettings };
    if (name !== CLUSTER_NODE) {
      const own = owns[name];
      const beside = own === null ? {} : { [OWN]: readingOf(name, OWN, { ...OWN_WORD, name, ...own }) };
      return { ...at, newest: null, doubt: null, beside };
    }
    const newest = health === null ? null : readingOf(name, HEALTH, { ...WELL, ...health });
    const beside = Object.fromEntries(
      Object.entries(besides(scene)).flatMap(([probe, value]) => (value === null ? [] : [[probe, readingOf(name, probe, value)]])),
    );
    return { ...at, newest, doubt, beside };
  });
}

function besides({ holdings = {}, settings, shuttingDown = null, roles = {}, copies = {}, allocation, shards, upkeep }: Scene) {
  const held = NODES.map((name) => ({
    ...{ name, host: `10.0.0.${name.slice(2)}`, ip: `10.0.0.${name.slice(2)}`, shards: 12, indicesBytes: 40 * GB },
    ...{ diskUsedBytes: 50 * GB, diskAvailableBytes: 50 * GB, diskTotalBytes: 100 * GB },
    ...holdings[name],
  }));
  const members = NODES.map((name) => ({ id: `id-${name}`, name, roles: roles?.[name] ?? ['data', 'master'] }));
  const indices = Object.entries(copies ?? {}).map(([name, count]) => ({ name, color: 'green', primaries: 1, copies: count }));
  const told = { by: 'es1', product: PRODUCT };
  return {
    [ALLOCATION]:
      allocation === null ? null : { ...told, settings: { ...PLAIN, ...settings }, holdings: held, unassigned: 0, shuttingDown },
    [LOAD]: roles === null ? null : { ...told, members },
    [INDICES]: copies === null ? null : { ...told, indices },
    [SHARDS]: shards ?? null,
    [UPKEEP]: upkeep ?? null,
  };
}

const OWN_WORD = { product: PRODUCT, clusterName: 'search', uuid: 'u1', stateVersion: 7, stateUuid: 's7', masterId: 'id-es1' };
const WELL = { by: 'es1', product: PRODUCT, clusterName: 'search', uuid: 'u1', color: 'green', isTimedOut: false, nodes: 3, dataNodes: 3 };
