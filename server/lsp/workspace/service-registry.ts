import { DefaultServiceRegistry, type LangiumCoreServices, type URI } from 'langium';

/**
 * Which files are scenarios. A text that is known only as long as it is open stays one of this language while the last
 * of it is being worked on.
 */
export class EditorServiceRegistry extends DefaultServiceRegistry {
  override getServices(uri: URI): LangiumCoreServices {
    return this.hasServices(uri) ? super.getServices(uri) : this.all[0];
  }

  override hasServices(uri: URI): boolean {
    try {
      super.getServices(uri);
      return true;
    } catch {
      return false;
    }
  }
}
