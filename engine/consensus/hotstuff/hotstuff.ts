import type { CreateConsensus } from '../protocol.js';
import { BasicHotStuff } from './basic.js';
import { ChainedHotStuff } from './chained.js';

/** HotStuff: chained if the heights of its chain may overlap, and otherwise one height after another. */
export const createHotStuff: CreateConsensus = (network, rules, application, nodes, catchUp) =>
  rules.overlap
    ? new ChainedHotStuff(network, { ...rules, overlap: rules.overlap }, application, nodes, catchUp)
    : new BasicHotStuff(network, rules, application, nodes, catchUp);
