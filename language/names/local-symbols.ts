import { DefaultScopeComputation, type LocalSymbols, MultiMap } from 'langium';

/** Langium's own scopes look names up in lists of every block, which nothing here asks for. */
export class NoLocalSymbols extends DefaultScopeComputation {
  override async collectLocalSymbols(): Promise<LocalSymbols> {
    return new MultiMap();
  }
}
