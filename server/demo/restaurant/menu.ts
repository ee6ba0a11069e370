export const COURSES = ['breakfast', 'starter', 'main', 'side', 'dessert', 'coffee', 'soft', 'bar'] as const;
export type Course = (typeof COURSES)[number];

/** What guests choose from, by course, and how often they ask for each. */
export const MENU: Readonly<Record<Course, Readonly<Record<string, number>>>> = {
  breakfast: {
    ...{ 'eggs-benedict': 6, shakshuka: 4, pancakes: 5, 'avocado-toast': 6, 'granola-bowl': 4, croissant: 6 },
  },
  starter: { 'tomato-soup': 4, caesar: 6, 'burrata-plate': 5, calamari: 5, 'hummus-plate': 4 },
  main: {
    ...{ margherita: 7, 'pizza-salami': 6, 'pizza-funghi': 3, 'pizza-prosciutto': 5 },
    ...{ burger: 9, 'halloumi-burger': 3, 'steak-frites': 6, schnitzel: 7, risotto: 4, tagliatelle: 6 },
    ...{
      carbonara: 4,
      'salmon-plate': 5,
      'sea-bass-plate': 4,
      'roast-chicken': 5,
      'green-curry': 4,
      moules: 4,
    },
  },
  side: { 'side-fries': 6, 'green-salad': 5 },
  dessert: { tiramisu: 5, cheesecake: 4, 'creme-brulee': 5, fondant: 5, affogato: 3 },
  coffee: { espresso: 6, cappuccino: 8, 'oat-latte': 4, tea: 4 },
  soft: { lemonade: 5, cola: 5, 'still-water': 4, 'sparkling-water': 5 },
  bar: { spritz: 5, 'gin-tonic': 3, 'glass-red': 6, 'glass-white': 6, 'pint-lager': 7 },
};
