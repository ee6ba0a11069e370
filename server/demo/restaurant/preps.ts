import type { PrepRow } from './rows.ts';

/** What the kitchen makes ahead. The last three are steps that go straight into the next recipe and are not counted. */
export const PREPS: readonly PrepRow[] = [
  ['aioli', 'Aioli', 'ml', 1600, 15, 2600, 500, 2, 'egg 10, sunflower-oil 1.3 l, garlic 30, mustard 50'],
  ['vinaigrette', 'Vinaigrette', 'ml', 1200, 10, 1500, 250, 5, 'olive-oil 720, vinegar 300, mustard 70'],
  ['hollandaise', 'Hollandaise', 'ml', 600, 20, 1400, 240, 1, 'butter 450, egg 7, lemon 1'],
  ['pancake-batter', 'Pancake batter', 'ml', 2000, 15, 4000, 600, 1, 'flour 700, milk 900, egg 7, sugar 75'],
  ['pizza-dough', 'Pizza dough', 'each', 20, 80, 50, 10, 2, 'flour 3.1 kg, yeast 20, olive-oil 75, salt 80'],
  [
    ...(['tomato-sauce', 'Tomato sauce', 'g', 4000, 60, 9000, 1800, 3] as const),
    'tinned-tomato 1.5 tin, soffritto 450, basil 20, olive-oil 70',
  ],
  [
    ...(['chicken-stock', 'Chicken stock', 'ml', 6000, 150, 12000, 2500, 3] as const),
    'chicken-bone 2.5 kg, onion 450, carrot 300, celery 250',
  ],
  ['jus', 'Jus', 'ml', 1000, 90, 1200, 200, 4, 'chicken-stock 2.6 l, red-wine 330, shallot 100, butter 40'],
  [
    ...(['ragu', 'Ragù', 'g', 3000, 150, 3500, 600, 3] as const),
    'minced-beef 1.75 kg, soffritto 600, tinned-tomato 0.25 tin, red-wine 200, milk 150',
  ],
  ['fresh-pasta', 'Fresh pasta', 'g', 2000, 50, 3000, 500, 2, 'flour 1.3 kg, egg 13'],
  ['patty', 'Burger patties', 'each', 16, 30, 32, 7, 2, 'minced-beef 2.9 kg, salt 30'],
  [
    ...(['potato-salad', 'Potato salad', 'g', 3000, 60, 4000, 700, 2] as const),
    'potato 2.5 kg, onion 180, vinaigrette 240, chicken-stock 180',
  ],
  ['mash', 'Mashed potato', 'g', 3000, 45, 4500, 900, 1, 'potato 2.5 kg, milk 360, butter 240'],
  ['hummus', 'Hummus', 'g', 1500, 40, 2600, 400, 3, 'chickpea 900, tahini 250, lemon 3, olive-oil 100'],
  [
    ...(['caesar-dressing', 'Caesar dressing', 'ml', 800, 15, 1400, 240, 3] as const),
    'aioli 480, parmesan 110, anchovy 30, lemon 1.5',
  ],
  ['herb-butter', 'Herb butter', 'g', 400, 20, 600, 90, 5, 'butter 360, parsley 20, garlic 10'],
  ['croutons', 'Croutons', 'g', 600, 25, 800, 150, 4, 'sourdough 720, olive-oil 70'],
  ['lemonade-base', 'Lemonade base', 'ml', 1500, 20, 2000, 400, 3, 'lemon 15, sugar 500'],
  ['granola', 'Granola', 'g', 2500, 50, 2500, 300, 14, 'oats 1.6 kg, almond 400, honey 400'],
  ['soffritto', 'Soffritto', 'g', 3000, 40, 0, 0, 0, 'onion 1.6 kg, carrot 1 kg, celery 800, olive-oil 200'],
  ['custard', 'Custard', 'ml', 3000, 20, 0, 0, 0, 'cream 1.8 l, milk 600, egg 24, sugar 350'],
  ['burger-sauce', 'Burger sauce', 'ml', 1000, 5, 0, 0, 0, 'aioli 700, mustard 60, cranberry 100'],
];

/** Made ahead and sold by the portion. */
export const HOUSE_DESSERTS: readonly PrepRow[] = [
  [
    ...(['tiramisu', 'Tiramisù', 'portion', 12, 50, 16, 3, 3] as const),
    'mascarpone 750, egg 6, ladyfinger 225, coffee-bean 45, cocoa 30, sugar 90',
  ],
  [
    ...(['cheesecake', 'Cheesecake', 'portion', 12, 90, 14, 3, 3] as const),
    'cream-cheese 1.2 kg, egg 6, sugar 250, butter 120, blueberry 200',
  ],
  ['creme-brulee', 'Crème brûlée', 'portion', 12, 70, 18, 4, 2, 'custard 1.44 l, sugar 60'],
  [
    ...(['fondant', 'Fondant', 'portion', 12, 40, 16, 3, 3] as const),
    'dark-chocolate 450, butter 340, egg 12, sugar 190, flour 120',
  ],
];
