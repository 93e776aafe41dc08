import { JsonPart } from '../../json-part.ts';
import { shortened } from '../../reason.ts';
import { deciderWords } from './deciders.ts';
import type { Explanation, May, MemberSaid, RuleSaid } from './model.ts';
import { remediesFor } from './remedies.ts';
import { canWords, stayWords } from './words.ts';

/** How long a sentence of the product's own is kept: a rule may name many members. */
const SAID_LENGTH = 600;

/** Reads the answer of `_cluster/allocation/explain` (ES cluster-allocation-explain, 7.0 and later; OpenSearch the same). Throws ParseError. */
export function parseExplain(raw: unknown): Explanation {
  const told = new JsonPart(raw, '');
  const stands = told.neededText('current_state');
  const unassigned = told.part('unassigned_info');
  const can = told.text('can_allocate');
  const isPrimary = told.flag('primary') ?? false;
  const member = told.has('current_node') ? (told.part('current_node').text('name') ?? told.part('current_node').text('id')) : null;
  const members = told.list('node_allocation_decisions').map(parseMember);
  const stay = rulesIn(told, 'can_remain_decisions');
  const balance = rulesIn(told, 'can_rebalance_cluster_decisions');
  const rules = [...members.flatMap((one) => one.rules), ...stay];
  const refusing = rules.filter(({ verdict }) => verdict !== 'YES');
  return {
    ...{ index: told.neededText('index'), number: told.neededCount('shard'), isPrimary, stands, member },
    words: stands === 'unassigned' ? canWords(can, isPrimary) : stayWords(told, { stands, stay, balance }),
    said: saidIn(told),
    ...{
      reason: unassigned.text('reason'),
      since: timeOf(unassigned.text('at')),
      failedTimes: unassigned.count('failed_allocation_attempts'),
    },
    details: shortened(unassigned.text('details')),
    delayLeftMs: told.count('remaining_delay_in_millis'),
    members: members.toSorted((a, b) => RANK.indexOf(a.may) - RANK.indexOf(b.may)),
    remedies: remediesFor({
      ...{ can, isPrimary, deciders: new Set(refusing.map(({ decider }) => decider)) },
      isExcluded: refusing.some(({ decider, said }) => decider === 'filter' && said.includes('allocation.exclude')),
    }),
  };
}

/** Those that say why not come first. */
const RANK: readonly May[] = ['no', 'later', 'yes'];

function parseMember(told: JsonPart): MemberSaid {
  const decision = told.text('node_decision') ?? 'no';
  const rules = rulesIn(told, 'deciders');
  const against = rules.filter(({ verdict }) => verdict !== 'YES');
  const may = mayOf(decision);
  const reasons = [...storeWords(told), ...against.map(({ words }) => words)];
  return {
    member: told.text('node_name') ?? told.text('node_id') ?? 'a member without a name',
    ...{ may, rules: against },
    words: reasons.length > 0 ? [...new Set(reasons)].join('; ') : plainWords(decision),
  };
}

function mayOf(decision: string): May {
  if (decision === 'yes') return 'yes';
  return decision === 'throttled' || decision === 'throttle' || decision === 'awaiting_info' ? 'later' : 'no';
}

function plainWords(decision: string): string {
  switch (decision) {
    case 'yes':
      return 'it may hold it';
    case 'worse_balance':
      return 'it may hold it, and the cluster would be no better balanced';
    case 'awaiting_info':
      return 'it was asked what it holds and has not said yet';
    case 'throttled':
    case 'throttle':
      return 'it has to wait for other copies that are being made';
    default:
      return 'it may not hold it, and no rule is told';
  }
}

/** What a member says of the copy on its disk: of a primary, whether it can be made from that. */
function storeWords(told: JsonPart): string[] {
  if (!told.has('store')) return [];
  const store = told.part('store');
  if (store.has('store_exception')) return ['it has a copy that cannot be read'];
  if (store.flag('found') === false) return ['it has no copy of it'];
  return store.flag('in_sync') === false ? ['its copy is older than what was written since'] : [];
}

function rulesIn(told: JsonPart, name: string): RuleSaid[] {
  return told.list(name).map((rule) => {
    const decider = rule.neededText('decider');
    const said = (rule.text('explanation') ?? '').slice(0, SAID_LENGTH);
    return { decider, verdict: rule.text('decision') ?? 'NO', words: deciderWords(decider, said), said };
  });
}

function saidIn(told: JsonPart): string | null {
  return (
    told.text('allocate_explanation') ?? told.text('move_explanation') ?? told.text('rebalance_explanation') ?? told.text('explanation')
  );
}

function timeOf(text: string | null): number | null {
  const at = Date.parse(text ?? '');
  return Number.isNaN(at) ? null : at;
}
