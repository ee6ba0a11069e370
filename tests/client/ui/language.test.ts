import { expect, it } from 'vitest';
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
