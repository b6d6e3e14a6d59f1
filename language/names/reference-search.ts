import {
  type AstNode,
  type AstNodeDescription,
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
import { isFile } from '../generated/ast.js';
import { readingOf } from '../grammar/sections/reading.js';

/** Searches for names and references on demand: an index would have to be rebuilt at each key press. */
export class ReferenceSearch extends DefaultIndexManager {
  override async updateContent(): Promise<void> {}

  override async updateReferences(): Promise<void> {}

  override allElements(nodeType?: string, uris?: Set<string>): Stream<AstNodeDescription> {
    return this.documents.all
      .filter(({ uri, state }) => state >= DocumentState.Parsed && (!uris || uris.has(uri.toString())))
      .flatMap((document) => this.declaredIn(document))
      .filter(({ type }) => !nodeType || this.astReflection.isSubtype(type, nodeType));
  }

  private declaredIn(document: LangiumDocument): AstNodeDescription[] {
    const { AstNodeDescriptionProvider } = this.serviceRegistry.getServices(document.uri).workspace;
    const root = document.parseResult.value;
    const named = isFile(root) ? root.declarations.filter(({ name }) => name) : [];
    return named.map((node) => AstNodeDescriptionProvider.createDescription(node, node.name, document));
  }

  override findAllReferences(target: AstNode, targetPath: string): Stream<ReferenceDescription> {
    const linked = this.documents.all.filter(({ state }) => state >= DocumentState.Linked);
    return stream([...linked].flatMap((document) => this.referencesIn(document, target, targetPath)));
  }

  private referencesIn(document: LangiumDocument, target: AstNode, targetPath: string): ReferenceDescription[] {
    const name = 'name' in target && typeof target.name === 'string' ? target.name : '';
    const sections = readingOf(document.parseResult.value)?.sections ?? [];
    const nodes = sections.filter(({ words }) => words.has(name)).flatMap((section) => section.nodes);
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
