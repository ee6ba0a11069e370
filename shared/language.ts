/** Languages that the screens speak, each by its own name. */
export const LANGUAGES = { en: 'English', de: 'Deutsch' } as const;

export type Language = keyof typeof LANGUAGES;

export function isLanguage(tag: unknown): tag is Language {
  return Object.keys(LANGUAGES).some((known) => known === tag);
}
