import { basename } from 'node:path';
import { z } from 'zod';
import { may } from '../access/rights.ts';
import { type Viewer, viewerOf } from '../access/viewer.ts';
import type { Costs, SystemCost } from '../costs.ts';
import type { KeptCard } from '../state/kept-cards.ts';
import { answerJson } from './answer.ts';
import { type Call, defineRoute, type Route } from './route.ts';

/** What was started: the version of package.json, the build of the pages, and the file that it was configured by. */
export type Product = { version: string; build: string; configFile: string };

/** Which Vigil this is and what it costs, as of `at` (epoch ms). Of the configuration only the name of its file; of systems only those that the asker may view. */
export type AboutAnswer = Costs & {
  version: string;
  build: string;
  boot: string;
  node: string;
  pid: number;
  configFile: string;
  /** Browsers with an open stream. */
  browsers: number;
  /** Of all systems together. */
  polls: { total: number; lastMinute: number; plannedPerSecond: number };
  /** What survives a restart. */
  kept: readonly KeptCard[];
  /** Who asks. */
  viewer: Viewer;
};

export const aboutRoutes: readonly Route[] = [
  defineRoute({
    ...{ method: 'GET', path: '/live/v1/about', need: { is: 'some view' }, origin: 'any', rate: 'read' },
    ...{ input: z.strictObject({}), usage: 'it takes no parameters', handle: answerAbout },
  }),
];

function answerAbout({ engine, product, kept, caller, response }: Call<object>): void {
  const costs = engine.costs();
  const answer: AboutAnswer = {
    ...costs,
    systems: costs.systems.filter(({ name }) => may(caller.grants, 'view', name)),
    ...{ version: product.version, build: product.build, configFile: basename(product.configFile) },
    ...{ boot: engine.boot, node: process.version, pid: process.pid, browsers: engine.feed.subscriberCount() },
    ...{ polls: pollsOf(costs.systems), viewer: viewerOf(caller, engine.systems), kept: kept() },
  };
  answerJson(response, 200, answer);
}

function pollsOf(systems: readonly SystemCost[]): AboutAnswer['polls'] {
  const sum = (of: (system: SystemCost) => number): number => systems.reduce((all, system) => all + of(system), 0);
  return {
    total: sum(({ total }) => total.polls),
    lastMinute: sum(({ lastMinute }) => lastMinute.polls),
    plannedPerSecond: sum(({ plannedPerSecond }) => plannedPerSecond),
  };
}
