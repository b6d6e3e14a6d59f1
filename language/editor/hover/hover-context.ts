import type { AstNode } from 'langium';
import type { LoweringContext } from '../../lowering/reader.js';

/** What a hover may ask beside the node that it is about. */
export interface HoverContext extends LoweringContext {
  readonly documentation: (node: AstNode) => string | undefined;
}
