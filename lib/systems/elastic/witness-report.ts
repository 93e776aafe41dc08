import type { Found } from '../../finding.ts';
import type { Status } from '../../status.ts';
import { MEMBERS, REPORT } from './model.ts';
import type { Indicator } from './model-data.ts';
import { COVERED } from './report-covered.ts';
import { indicatorRow } from './rows.ts';
import { heardAt, type Party, type Whole } from './witness-parties.ts';
import { foundOwn, foundWhole, listed } from './witness-words.ts';

/** Without a stable master the others are unknown by that alone. */
const MASTER = 'master_is_stable';

const STATUS_OF: Readonly<Record<'yellow' | 'red', Status>> = { yellow: 'warning', red: 'critical' };

/** What the cluster finds of itself and nothing else here tells: a master that changes again and again, repositories that are corrupt, limits of shards, life cycles that stand still. */
export function findReported(whole: Whole): Found[] {
  const [newest] = whole.report;
  const own = newest?.value.indicators.filter(({ name }) => !COVERED.includes(name)) ?? [];
  const unknown = own.filter(({ color }) => color === 'unknown');
  const isMasterWell = own.every(({ name, color }) => name !== MASTER || color === 'green');
  return [
    ...own.flatMap((indicator) => foundIndicator(indicator, whole)),
    ...(unknown.length === 0 || !isMasterWell
      ? []
      : [
          foundWhole({
            ...{ id: 'report unknown', kind: 'report', title: 'Not known', status: 'unknown', whole, probe: REPORT },
            ...{ subject: listed(unknown.map(wordsOf)), rows: rowsOf(unknown, whole) },
            told: ['the cluster does not know how it stands with them (health report)'],
          }),
        ]),
  ];
}

function foundIndicator(indicator: Indicator, whole: Whole): Found[] {
  const { color, name, symptom } = indicator;
  if (color === 'green' || color === 'unknown') return [];
  return [
    foundWhole({
      ...{ id: `report ${name}`, kind: 'report', title: 'Health report', status: STATUS_OF[color], whole, probe: REPORT },
      ...{
        subject: wordsOf(indicator),
        rows: rowsOf([indicator], whole),
        told: [symptom ?? `the cluster calls it ${color}, and does not say why`],
      },
    }),
  ];
}

function rowsOf(indicators: readonly Indicator[], { node }: Whole): { node: string; row: string }[] {
  return indicators.map(({ name }) => ({ node, row: indicatorRow(name) }));
}

function wordsOf({ name }: Indicator): string {
  return name.replaceAll('_', ' ');
}

/** Several versions at once, as while a cluster is upgraded, and several products, which cannot be one cluster. */
export function findVersions(parties: readonly Party[], whole: Whole): Found[] {
  const heard = heardAt(parties, 0);
  const products = [...Map.groupBy(heard, ({ said }) => said.product.is)];
  if (products.length > 1) {
    const parts = products.map(
      ([is, own]) => `${listed(own.map(({ party }) => party.node))}: ${is === 'elasticsearch' ? 'Elasticsearch' : 'OpenSearch'}`,
    );
    const told = [`they run different products, which cannot be one cluster: ${parts.join('; ')}`];
    const about = heard.map(({ party }) => party);
    return [foundOwn({ id: 'products', kind: 'products', title: 'Different products', status: 'warning', about, told })];
  }
  const [members] = whole.members;
  const told = members ? members.value.members : heard.map(({ party, said }) => ({ name: party.node, version: said.product.version }));
  const versions = [
    ...Map.groupBy(
      told.filter(({ version }) => version !== null),
      ({ version }) => version ?? '',
    ),
  ];
  if (versions.length < 2) return [];
  const parts = versions.map(([version, own]) => `${listed(own.map(({ name }) => name))} ${own.length === 1 ? 'runs' : 'run'} ${version}`);
  const said = {
    ...({ id: 'versions', kind: 'versions', title: 'Several versions', status: 'warning' } as const),
    told: [
      `${parts.join(', ')}: as while it is upgraded. A copy of a shard cannot be put on a member that is older than that of its primary`,
    ],
  };
  return [
    members
      ? foundWhole({ ...said, whole, subject: 'members', probe: MEMBERS, rows: [] })
      : foundOwn({ ...said, about: heard.map(({ party }) => party) }),
  ];
}
