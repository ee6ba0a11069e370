import type { DishRow } from './rows.ts';

/** What is made to order, by station. */
export const DISHES: Readonly<Record<string, readonly DishRow[]>> = {
  Breakfast: [
    ['eggs-benedict', 'Eggs Benedict', 'muffin 1, egg 2, cooked-ham 60, hollandaise 60'],
    ['shakshuka', 'Shakshuka', 'egg 2, tomato-sauce 220, red-pepper 60, feta 30, sourdough 80'],
    ['pancakes', 'Pancakes', 'pancake-batter 200, blueberry 40, maple-syrup 40, butter 15'],
    ['avocado-toast', 'Avocado toast', 'sourdough 100, avocado 1, egg 1, lemon 0.25'],
    ['granola-bowl', 'Granola bowl', 'granola 80, yoghurt 160, blueberry 40, honey 15'],
  ],
  Starters: [
    ['tomato-soup', 'Tomato soup', 'tomato-sauce 200, chicken-stock 80, cream 30, croutons 20'],
    [
      'caesar',
      'Caesar salad',
      'romaine 150, chicken-breast 90, caesar-dressing 50, parmesan 15, croutons 25',
    ],
    ['burrata-plate', 'Burrata salad', 'burrata 1, cherry-tomato 120, basil 4, olive-oil 15'],
    ['calamari', 'Calamari', 'squid 160, flour 30, aioli 40, lemon 0.25'],
    ['hummus-plate', 'Hummus plate', 'hummus 120, pizza-dough 1, olive-oil 10'],
  ],
  Pizza: [
    ['margherita', 'Margherita', 'pizza-dough 1, tomato-sauce 80, mozzarella 120, basil 3'],
    ['pizza-salami', 'Pizza salami', 'pizza-dough 1, tomato-sauce 80, mozzarella 110, salami 60'],
    ['pizza-funghi', 'Pizza funghi', 'pizza-dough 1, tomato-sauce 80, mozzarella 110, mushroom 80'],
    [
      'pizza-prosciutto',
      'Pizza crudo',
      'pizza-dough 1, tomato-sauce 80, mozzarella 100, prosciutto 60, rocket 25',
    ],
  ],
  Mains: [
    ['burger', 'Beef burger', 'patty 1, brioche-bun 1, cheddar 30, romaine 20, burger-sauce 30, fries 150'],
    ['halloumi-burger', 'Halloumi burger', 'halloumi 100, brioche-bun 1, romaine 20, aioli 30, fries 150'],
    ['steak-frites', 'Steak frites', 'ribeye 220, herb-butter 25, fries 200'],
    [
      'schnitzel',
      'Schnitzel',
      'veal 160, egg 1, flour 30, breadcrumbs 50, potato-salad 200, cranberry 20, lemon 0.25',
    ],
    [
      'risotto',
      'Risotto',
      'arborio 90, chicken-stock 350, mushroom 90, parmesan 30, white-wine 40, butter 20',
    ],
    ['tagliatelle', 'Tagliatelle', 'fresh-pasta 140, ragu 170, parmesan 15'],
    ['carbonara', 'Carbonara', 'spaghetti 120, guanciale 50, egg 2, pecorino 25'],
    ['salmon-plate', 'Grilled salmon', 'salmon 170, mash 200, green-bean 90, lemon 0.25'],
    ['sea-bass-plate', 'Sea bass', 'sea-bass 1, fennel 120, potato 160, olive-oil 15, lemon 0.5'],
    ['roast-chicken', 'Roast chicken', 'half-chicken 1, jus 60, mash 180, green-bean 80'],
    [
      'green-curry',
      'Green curry',
      'chicken-breast 130, coconut-milk 150, curry-paste 30, jasmine-rice 80, green-bean 60, lime 0.5',
    ],
    ['moules', 'Moules frites', 'mussels 500, shallot 20, white-wine 80, cream 30, parsley 5, fries 180'],
  ],
  Sides: [
    ['side-fries', 'Fries', 'fries 200, aioli 20'],
    ['green-salad', 'Green salad', 'mixed-leaves 80, vinaigrette 30'],
  ],
  Desserts: [['affogato', 'Affogato', 'ice-cream 90, coffee-bean 9']],
  'Coffee & tea': [
    ['espresso', 'Espresso', 'coffee-bean 9'],
    ['cappuccino', 'Cappuccino', 'coffee-bean 9, milk 150'],
    ['oat-latte', 'Oat latte', 'coffee-bean 9, oat-milk 240'],
    ['tea', 'Tea', 'tea-bag 1, lemon 0.125'],
  ],
  Bar: [
    ['lemonade', 'Lemonade', 'lemonade-base 60, soda 200, mint 2'],
    ['spritz', 'Aperol spritz', 'prosecco 90, aperol 60, soda 30, orange 0.25'],
    ['gin-tonic', 'Gin & tonic', 'gin 40, tonic 1, lime 0.25'],
    ['glass-red', 'Glass of red', 'red-wine 125'],
    ['glass-white', 'Glass of white', 'white-wine 125'],
    ['pint-lager', 'Draught lager', 'lager 400'],
  ],
};
