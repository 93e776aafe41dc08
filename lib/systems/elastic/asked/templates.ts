import { askAllOf } from '../fetch-asked.ts';
import { JsonPart } from '../json-part.ts';
import { fields } from '../requests.ts';
import { clusterQuestion } from './cluster-question.ts';
import { NO_INPUT, nothing } from './inputs.ts';
import { TEMPLATES, type Template, type TemplatesAnswer } from './model.ts';

const OF_INDEX = [
  'name',
  'index_template.index_patterns',
  'index_template.priority',
  'index_template.version',
  'index_template.composed_of',
  'index_template.data_stream',
];
const OF_PART = ['name', 'component_template.version'];
const OF_LEGACY = ['index_patterns', 'order', 'version'];

/** The templates in brief. What they hold is left out: it can be megabytes. */
export const templatesQuestion = clusterQuestion<null, TemplatesAnswer>({
  ...{ name: TEMPLATES, question: '_index_template, _component_template and _template', input: nothing, usage: NO_INPUT },
  fetch: (node, _, signal) =>
    askAllOf(
      node,
      async (one) => ({
        index: await one({ method: 'GET', path: '/_index_template', query: fields(OF_INDEX.map((field) => `index_templates.${field}`)) }),
        component: await one({
          method: 'GET',
          path: '/_component_template',
          query: fields(OF_PART.map((field) => `component_templates.${field}`)),
        }),
        legacy: await one({ method: 'GET', path: '/_template', query: fields(OF_LEGACY.map((field) => `*.${field}`)) }),
      }),
      signal,
    ),
  parse: parseTemplates,
});

/** Reads the three kinds: those of indices by their priority, then their parts, then those of old. */
export function parseTemplates(body: unknown): TemplatesAnswer {
  const told = new JsonPart(body, '');
  const index = told.neededPart('index').list('index_templates').map(parseIndexTemplate);
  const parts = told.neededPart('component').list('component_templates').map(parsePart);
  const legacy = told.neededPart('legacy').entries().map(parseLegacy);
  return { templates: [...index.toSorted(byPriority), ...parts.toSorted(byName), ...legacy.toSorted(byPriority)] };
}

function parseIndexTemplate(told: JsonPart): Template {
  const own = told.part('index_template');
  return {
    ...{ name: told.neededText('name'), kind: 'index', patterns: own.texts('index_patterns') },
    ...{
      priority: own.number('priority'),
      version: own.number('version'),
      parts: own.texts('composed_of'),
      isForStreams: own.has('data_stream'),
    },
  };
}

function parsePart(told: JsonPart): Template {
  const version = told.part('component_template').number('version');
  return { name: told.neededText('name'), kind: 'component', patterns: [], priority: null, version, parts: [], isForStreams: false };
}

function parseLegacy([name, told]: [string, JsonPart]): Template {
  const own = { patterns: told.texts('index_patterns'), priority: told.number('order'), version: told.number('version') };
  return { name, kind: 'legacy', ...own, parts: [], isForStreams: false };
}

function byPriority(a: Template, b: Template): number {
  return (b.priority ?? 0) - (a.priority ?? 0) || byName(a, b);
}

function byName(a: Template, b: Template): number {
  return a.name < b.name ? -1 : a.name > b.name ? 1 : 0;
}
