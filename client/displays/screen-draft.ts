import type { Language } from '../../shared/language.ts';
import type { ScreenKind } from '../../shared/identity/access.schema.ts';

/** What a manager says about a screen. */
export interface ScreenDraft {
  name: string;
  kind: ScreenKind;
  storeId: string;
  /** Null leaves it to its browser. */
  language: Language | null;
}
