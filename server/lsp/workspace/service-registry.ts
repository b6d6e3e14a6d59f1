import { DefaultServiceRegistry, type LangiumCoreServices, type URI } from 'langium';

/**
 * Decides which files are scenarios. A text that is known only while it is open stays a scenario until the work on it
 * is finished.
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
