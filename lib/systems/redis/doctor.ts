import { defineExamining, type Login } from '../../doctor.ts';
import { HOW_TO_ENABLE } from './actor.ts';
import type { RedisSettings } from './config.ts';
import { redisNeeds } from './doctor-needs.ts';
import { fetchRights, type RawRights, userOf } from './fetch-rights.ts';
import { readRights } from './parse-rights.ts';

const NO_ANALYST = 'nobody is configured to analyse keys as: add analyse: to the redis section, the group or the node';

/** Which commands Vigil may send to a Redis or a Sentinel, as each of its users. */
export const redisDoctor = defineExamining<RedisSettings, RawRights>({
  logins: loginsOf,
  needs: redisNeeds,
  timeoutMs: ({ timeoutMs }) => timeoutMs,
  ask: fetchRights,
  read: readRights,
  grant: (_, { login, rights }) => ({
    statements: [`ACL SETUSER ${login.user ?? 'default'} ${rights.join(' ')}`],
    note: 'in redis-cli on this instance; keep it with ACL SAVE where there is an aclfile, else with CONFIG REWRITE',
  }),
});

function loginsOf(settings: RedisSettings): Login[] {
  const { act, analyse, kind } = settings;
  const loginOf = (as: string, without: string | null): Login => ({
    ...{ as, user: without === null ? (userOf(settings, as)?.user ?? 'default') : null, without, isNeeded: as === 'read' },
  });
  const both = [loginOf('read', null), loginOf('act', act === null ? HOW_TO_ENABLE : null)];
  return kind === 'sentinel' ? both : [...both, loginOf('analyse', analyse === null ? NO_ANALYST : null)];
}
