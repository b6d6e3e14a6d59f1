import type { TwinServices } from '../services.js';

/** Tells Langium which rules look at which nodes. */
export function registerRules(_services: TwinServices): void {}
