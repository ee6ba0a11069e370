/** What guests pay, in cents. Some of the counter is priced when it is ordered, and stands for no single price. */
export const MENU_PRICES: Readonly<Record<string, number>> = {
  ...{ 'eggs-benedict': 1290, shakshuka: 1150, pancakes: 990, 'avocado-toast': 1090, 'granola-bowl': 790 },
  ...{ croissant: 290, 'tomato-soup': 690, caesar: 1290, 'burrata-plate': 1190, calamari: 1250 },
  ...{ 'hummus-plate': 890, margherita: 1090, 'pizza-salami': 1250, 'pizza-funghi': 1220 },
  ...{
    'pizza-prosciutto': 1390,
    burger: 1590,
    'halloumi-burger': 1490,
    'steak-frites': 2690,
    schnitzel: 2190,
  },
  ...{ risotto: 1590, tagliatelle: 1490, carbonara: 1450, 'salmon-plate': 2290, 'sea-bass-plate': 2490 },
  ...{ 'roast-chicken': 1790, 'green-curry': 1590, moules: 1890, 'side-fries': 490, 'green-salad': 550 },
  ...{ tiramisu: 750, cheesecake: 690, 'creme-brulee': 720, fondant: 790, affogato: 590 },
  ...{ espresso: 260, cappuccino: 380, 'oat-latte': 450, tea: 350, cola: 350, 'still-water': 390 },
  ...{ 'sparkling-water': 390, lemonade: 450, spritz: 790, 'gin-tonic': 990, 'glass-red': 650 },
  ...{ 'glass-white': 620, 'pint-lager': 490, 'lemon-tart': 2800, 'chocolate-cake': 3400 },
  ...{ 'apple-strudel': 2400, focaccia: 890 },
};
