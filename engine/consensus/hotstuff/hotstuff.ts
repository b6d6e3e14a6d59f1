import type { CreateConsensus } from '../protocol.js';
import { BasicHotStuff } from './basic.js';
import { ChainedHotStuff } from './chained.js';

/** HotStuff as its chain allows: chained where heights may overlap, one height after the other where they may not. */
export const createHotStuff: CreateConsensus = (network, rules, application, nodes, catchUp) =>
  rules.overlap
    ? new ChainedHotStuff(network, { ...rules, overlap: rules.overlap }, application, nodes, catchUp)
    : new BasicHotStuff(network, rules, application, nodes, catchUp);
