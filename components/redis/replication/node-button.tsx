'use client';
import { ActButton } from '../../actions/act-button.tsx';
import type { NodeLine } from '../node-line.ts';

const load = () => import('./node-menu.tsx').then(({ NodeMenu }) => NodeMenu);

/** Opens what can be done about whom a node replicates. */
export function NodeButton({ line }: { line: NodeLine }) {
  return <ActButton label={`Act on ${line.probe.source.node}`} load={load} about={{ line }} />;
}
