import {
  type AstNode,
  AstUtils,
  CstUtils,
  DefaultIndexManager,
  DocumentState,
  type LangiumDocument,
  type ReferenceDescription,
  type Stream,
  stream,
  UriUtils,
} from 'langium';
import { readingOf } from '../grammar/sections/reading.js';
import { nodesOf } from '../grammar/sections/section.js';

/** Looks for references when somebody asks for them: an index would be made anew at each key. */
export class ReferenceSearch extends DefaultIndexManager {
  override async updateReferences(): Promise<void> {}

  override findAllReferences(target: AstNode, targetPath: string): Stream<ReferenceDescription> {
    const linked = this.documents.all.filter(({ state }) => state >= DocumentState.Linked);
    return stream([...linked].flatMap((document) => this.referencesIn(document, target, targetPath)));
  }

  private referencesIn(document: LangiumDocument, target: AstNode, targetPath: string): ReferenceDescription[] {
    const name = 'name' in target && typeof target.name === 'string' ? target.name : '';
    const sections = readingOf(document.parseResult.value)?.sections ?? [];
    const nodes = sections.filter(({ words }) => words.has(name)).flatMap((section) => [...nodesOf(section)]);
    const { AstNodeLocator } = this.serviceRegistry.getServices(document.uri).workspace;
    const { uri: targetUri } = AstUtils.getDocument(target);
    return nodes.flatMap((node) =>
      [...AstUtils.streamReferences(node)].flatMap(({ reference }): ReferenceDescription[] => {
        if (!('ref' in reference) || reference.ref !== target || !reference.$refNode) return [];
        return [
          {
            sourceUri: document.uri,
            sourcePath: AstNodeLocator.getAstNodePath(node),
            targetUri,
            targetPath,
            segment: CstUtils.toDocumentSegment(reference.$refNode),
            local: UriUtils.equals(document.uri, targetUri),
          },
        ];
      }),
    );
  }
}
