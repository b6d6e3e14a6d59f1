import type { AstNode } from 'langium';
import type { LoweringContext } from '../../lowering/reader.js';

/** What a hover can read besides its own node. */
export interface HoverContext extends LoweringContext {
  readonly documentation: (node: AstNode) => string | undefined;
}
