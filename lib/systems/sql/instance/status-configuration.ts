import type { Reading } from '../../../reading.ts';
import type { Judged } from '../../../status.ts';
import type { ProbeJudgement, Row } from '../../../system.ts';
import { say, summed } from '../ag/status-words.ts';
import {
  CONFIGURATION,
  type ConfigurationInfo,
  type ConfigurationView,
  type ServiceInfo,
  type ServiceView,
  type Setting,
  type SettingClass,
} from './model.ts';
import { serviceRow } from './rows.ts';

/** Judges how a server is set up: what was set and is not in use yet is a warning, what is set otherwise than usual is shown and no trouble. */
export function judgeConfiguration([newest]: readonly Reading<ConfigurationInfo>[], node: string): ProbeJudgement {
  if (!newest) return { judged: say('unknown', 'nothing was read'), rows: [] };
  const { settings, host, collation } = newest.value;
  const classed = settings.map((setting) => ({ ...setting, class: classOf(setting) }));
  const value: ConfigurationView = { kind: 'configuration', node, settings: classed, host, collation };
  const judged = judgeSettings(classed);
  return { judged, rows: [{ id: CONFIGURATION, judged, value }] };
}

/** Judges the services of a node: one that is to start by itself and does not run is a warning. */
export function judgeServices([newest]: readonly Reading<readonly ServiceInfo[]>[], node: string): ProbeJudgement {
  if (!newest) return { judged: say('unknown', 'nothing was read'), rows: [] };
  const rows = newest.value.map((service): Row => {
    const value: ServiceView = { kind: 'service', node, service };
    return { id: serviceRow(service.name), judged: judgeService(service), value };
  });
  if (rows.length === 0) return { judged: say('unknown', 'tells of no service at all'), rows };
  const troubles = rows.filter(({ judged }) => judged.status !== 'ok').map(({ judged }) => judged);
  return { judged: summed(troubles) ?? say('ok', `${rows.length} ${rows.length === 1 ? 'service' : 'services'}`), rows };
}

function classOf({ configured, inUse, usual }: Setting): SettingClass {
  if (configured === null || inUse === null) return 'not known';
  // What is written and what is in use of min server memory differ by themselves: both are usual.
  if (configured !== inUse) return usual?.includes(configured) === true && usual.includes(inUse) ? 'usual' : 'pending';
  if (usual === null) return 'not known';
  return usual.includes(inUse) ? 'usual' : 'changed';
}

function judgeSettings(settings: ConfigurationView['settings']): Judged {
  if (settings.length === 0) return say('unknown', 'tells of no setting at all');
  const pending = settings.filter((setting) => setting.class === 'pending');
  const changed = settings.filter((setting) => setting.class === 'changed').length;
  const well = say('ok', `${settings.length} settings, ${changed} otherwise than on a new server`);
  return (
    summed(
      pending.map(({ name, configured, inUse, isDynamic }) => {
        const how = isDynamic === true ? 'RECONFIGURE' : 'a restart';
        return say('warning', `"${name}" is set to ${configured} and ${inUse} is in use: it takes ${how}`);
      }),
    ) ?? well
  );
}

function judgeService({ name, status, startup }: ServiceInfo): Judged {
  const byItself = startup?.startsWith('automatic') === true;
  switch (status) {
    case 'running':
      return say('ok', 'running');
    case 'stopped':
      return byItself
        ? say('warning', `${name} is stopped and is to start by itself`)
        : say('ok', `stopped, starts ${startup ?? 'as nobody tells'}`);
    case 'paused':
      return say('warning', `${name} is paused`);
    case null:
      return say('unknown', `how ${name} stands is not told`);
    default:
      return say('unknown', `${name} is "${status}"`);
  }
}
