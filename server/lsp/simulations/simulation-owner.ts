import type { LangiumSharedServices } from 'langium/lsp';
import type { SimulationOwner } from './simulations.js';

/** The owner of simulations: the editor, with the data from its `initialize` request. */
export function simulationOwner({ lsp }: LangiumSharedServices): () => SimulationOwner {
  let owner: SimulationOwner = { process: process.ppid };
  lsp.LanguageServer.onInitialize(({ processId, initializationOptions }) => {
    owner = { process: processId ?? process.ppid, session: sessionOf(initializationOptions) };
  });
  return () => owner;
}

function sessionOf(options: unknown): string | undefined {
  if (typeof options !== 'object' || options === null || !('session' in options)) return undefined;
  return typeof options.session === 'string' ? options.session : undefined;
}
