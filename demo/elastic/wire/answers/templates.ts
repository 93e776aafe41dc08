import type { Template } from '../../model/upkeep-types.ts';
import type { Ask, Route } from '../ask.ts';
import { isLike } from '../filter-path.ts';
import { isOn, masterParameters } from '../parameters.ts';
import { problem, WireError } from '../wire-error.ts';
import { nested } from './flat.ts';

type Kind = {
  path: string;
  action: string;
  isMeant: (one: Template) => boolean;
  tell: (meant: readonly Template[]) => unknown;
  missing: (name: string) => WireError;
};

const KINDS: Kind[] = [
  {
    path: '/_index_template',
    action: 'indices:admin/index_template/get',
    isMeant: ({ isLegacy, isComponent }) => !isLegacy && !isComponent,
    tell: (meant) => ({ index_templates: meant.map((one) => ({ name: one.name, index_template: composed(one) })) }),
    missing: (name) => problem(404, 'resource_not_found_exception', `index template matching [${name}] not found`),
  },
  {
    path: '/_component_template',
    action: 'cluster:admin/component_template/get',
    isMeant: ({ isComponent }) => isComponent,
    tell: (meant) => ({
      component_templates: meant.map((one) => ({
        name: one.name,
        component_template: { template: { settings: nested(one.settings) }, ...versionOf(one) },
      })),
    }),
    missing: (name) => problem(404, 'resource_not_found_exception', `component template matching [${name}] not found`),
  },
  {
    path: '/_template',
    action: 'indices:admin/template/get',
    isMeant: ({ isLegacy }) => isLegacy,
    tell: (meant) => Object.fromEntries(meant.map((one) => [one.name, legacy(one)])),
    missing: () => new WireError(404, {}),
  },
];

export const templateRoutes: Route[] = KINDS.flatMap((kind) =>
  [kind.path, `${kind.path}/{name}`].map(
    (path): Route => ({
      ...{ methods: ['GET'], path, action: kind.action, privilege: 'manage_index_templates', serve: (ask) => serve(kind, ask) },
      parameters: (release) => ['flat_settings', 'local', 'include_defaults', ...masterParameters(release)],
      needsMaster: ({ query }) => !isOn(query, 'local'),
    }),
  ),
);

function serve({ isMeant, tell, missing }: Kind, { cluster, parts: { name } }: Ask): unknown {
  const meant = cluster.templates.filter(
    (one) => isMeant(one) && (name === undefined || name.split(',').some((pattern) => isLike(one.name, pattern))),
  );
  if (meant.length === 0 && name !== undefined && !name.includes('*')) throw missing(name);
  return tell(meant);
}

function composed(template: Template): unknown {
  return {
    ...{
      index_patterns: template.patterns,
      template: { settings: nested(template.settings) },
      composed_of: template.composedOf,
      priority: template.priority,
    },
    ...versionOf(template),
    ...(template.isDataStream ? { data_stream: { hidden: false, allow_custom_routing: false } } : {}),
  };
}

function legacy({ priority, patterns, settings, ...one }: Template): unknown {
  return { order: priority, ...versionOf(one), index_patterns: patterns, settings: nested(settings), mappings: {}, aliases: {} };
}

function versionOf({ version }: Pick<Template, 'version'>): object {
  return version === null ? {} : { version };
}
