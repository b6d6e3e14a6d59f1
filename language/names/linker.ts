import { type Cancellation, DefaultLinker, interruptAndCheck, type LangiumDocument } from 'langium';
import { forgetSurroundings, readingOf } from '../grammar/sections/reading.js';
import type { Section } from '../grammar/sections/section.js';

/** Links the names of new sections, and of sections in which a name may resolve differently than before. */
export class TwinLinker extends DefaultLinker {
  private readonly linked = new WeakSet<Section>();

  override async link(document: LangiumDocument, cancelToken?: Cancellation.CancellationToken): Promise<void> {
    const sections = readingOf(document.parseResult.value)?.sections ?? [];
    for (const section of sections) {
      if (this.linked.has(section)) continue;
      if (cancelToken) await interruptAndCheck(cancelToken);
      for (const reference of section.references) this.doLink(reference, document);
      this.linked.add(section);
    }
    // Langium unlinks by this list; sections keep track of their own references.
    document.references = [];
  }

  override unlink(document: LangiumDocument): void {
    super.unlink(document);
    forgetSurroundings(document.parseResult.value);
  }
}
