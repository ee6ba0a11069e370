import { catalogue, counting } from '../ui/language.ts';

/** What changed lately: of one thing by its name, and of several that changed together. */
export const words = catalogue(
  {
    one: {
      received: (name: string, amount: string) => `${name} ${amount} received`,
      wasted: (name: string, amount: string) => `${name} ${amount} wasted`,
      counted: (name: string, difference: string) =>
        difference === '' ? `${name} counted` : `${name} counted, ${difference}`,
      low: (name: string) => `${name} low`,
      limited: (name: string) => `${name} limited`,
      unavailable: (name: string) => `${name} 86`,
      back: (name: string) => `${name} back`,
    },
    many: {
      received: (what: string) => `${what} received`,
      wasted: (what: string) => `${what} wasted`,
      counted: (what: string) => `${what} counted`,
      low: (what: string) => `${what} low`,
      limited: (what: string) => `${what} limited`,
      unavailable: (what: string) => `${what} 86`,
      back: (what: string) => `${what} back`,
    },
    andMore: (name: string, others: number) => `${name} and ${counting(others, 'more', 'more')}`,
    andDishes: (name: string, others: number) => `${name} and ${counting(others, 'dish', 'dishes')}`,
  },
  {
    one: {
      received: (name, amount) => `${name} ${amount} geliefert`,
      wasted: (name, amount) => `${name} ${amount} weggeworfen`,
      counted: (name, difference) =>
        difference === '' ? `${name} gezählt` : `${name} gezählt, ${difference}`,
      low: (name) => `${name} knapp`,
      limited: (name) => `${name} begrenzt`,
      unavailable: (name) => `${name} 86`,
      back: (name) => `${name} wieder da`,
    },
    many: {
      received: (what) => `${what} geliefert`,
      wasted: (what) => `${what} weggeworfen`,
      counted: (what) => `${what} gezählt`,
      low: (what) => `${what} knapp`,
      limited: (what) => `${what} begrenzt`,
      unavailable: (what) => `${what} 86`,
      back: (what) => `${what} wieder da`,
    },
    andMore: (name, others) => `${name} und ${counting(others, 'weiterer', 'weitere')}`,
    andDishes: (name, others) => `${name} und ${counting(others, 'Gericht', 'Gerichte')}`,
  },
);
