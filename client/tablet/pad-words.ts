import { catalogue } from '../ui/language.ts';

/** Where a number is typed. */
export const padWords = catalogue(
  {
    enter: 'Enter a number',
    whyIfYouLike: 'Why? (if you like)',
    countedWhole: (item: string) => `${item} is counted whole: press a pack after ½ or ¼.`,
    soldWhole: (item: string) => `${item} is sold whole: press a pack after ½ or ¼.`,
    howMuchOrdered: 'How much is ordered?',
    order: (amount: string) => `Order ${amount}`,
    equals: (total: string) => `= ${total}`,
    ofMost: (most: string) => `Of ${most}`,
    allOfIt: 'all of it',
    tooMuch: 'more than there is',
    part: (amount: string) => `${amount} of it`,
  },
  {
    enter: 'Zahl eingeben',
    whyIfYouLike: 'Warum? (wenn du magst)',
    countedWhole: (item) => `${item} wird nur ganz gezählt: nach ½ oder ¼ ein Gebinde drücken.`,
    soldWhole: (item) => `${item} wird nur ganz verkauft: nach ½ oder ¼ ein Gebinde drücken.`,
    howMuchOrdered: 'Wie viel wird bestellt?',
    order: (amount) => `${amount} bestellen`,
    equals: (total) => `= ${total}`,
    ofMost: (most) => `Von ${most}`,
    allOfIt: 'alles',
    tooMuch: 'mehr, als da ist',
    part: (amount) => `${amount} davon`,
  },
);
