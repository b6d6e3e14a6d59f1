import { DefaultScopeComputation, type LocalSymbols, MultiMap } from 'langium';

/** Langium's default scopes need a symbol list of every block, which nothing here uses. */
export class NoLocalSymbols extends DefaultScopeComputation {
  override async collectLocalSymbols(): Promise<LocalSymbols> {
    return new MultiMap();
  }
}
