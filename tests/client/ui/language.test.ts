import { expect, it, vi } from 'vitest';
import { catalogue, counting, language, spoken } from '../../../client/ui/language.ts';

const english = {
  back: 'back',
  left: (amount: string) => `${amount} left`,
  state: { low: 'low' },
};
const german = {
  back: 'wieder da',
  left: (amount: string) => `noch ${amount}`,
  state: { low: 'knapp' },
};

it('speaks English where there is no page', () => {
  expect(language).toBe('en');
  expect(catalogue(english, german).left('7 kg')).toBe('7 kg left');
  expect(counting(1, 'line', 'lines')).toBe('1 line');
  expect(counting(1200, 'line', 'lines')).toMatch(/^1\D?200 lines$/);
});

it('speaks a language that is named', () => {
  expect(spoken('de', english, german)).toBe(german);
});

it('marks everything that is in the catalogue, however deep', () => {
  const words = spoken('pseudo', english, german);
  expect([words.back, words.left('7 kg'), words.state.low]).toEqual(['⟦back⟧', '⟦7 kg left⟧', '⟦low⟧']);
});

it('keeps what a page is told to speak, and loads it again only where it speaks something else', async () => {
  const kept = new Map<string, string>();
  const reload = vi.fn();
  const asks = async (search = '') => {
    vi.stubGlobal('location', { search, reload });
    vi.resetModules();
    return import('../../../client/ui/language.ts');
  };
  vi.stubGlobal('document', { documentElement: { dataset: { languages: 'en de' } } });
  vi.stubGlobal('navigator', { languages: ['fr', 'en-GB', 'de'] });
  vi.stubGlobal('localStorage', {
    getItem: (key: string) => kept.get(key) ?? null,
    setItem: (key: string, value: string) => kept.set(key, value),
    removeItem: (key: string) => kept.delete(key),
  });
  const first = await asks();
  expect([first.language, first.locale]).toEqual(['en', 'en-GB']);
  first.speak('en');
  expect(reload).not.toHaveBeenCalled();
  first.speak('de');
  expect(reload).toHaveBeenCalledTimes(1);
  const second = await asks();
  expect([second.language, second.locale]).toEqual(['de', 'de']);
  second.speak('de');
  expect(reload).toHaveBeenCalledTimes(1);
  second.speak(null);
  expect(reload).toHaveBeenCalledTimes(2);
  expect((await asks()).language).toBe('en');
  // What the address asks for is nobody else's to change.
  const asked = await asks('?language=de');
  asked.speak('en');
  expect(asked.language).toBe('de');
  expect(reload).toHaveBeenCalledTimes(2);
});
