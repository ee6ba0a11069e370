const SAID: Readonly<Record<string, string>> = {
  'order.acknowledged': 'It confirmed',
  'order.delayed': 'It reported a delay of',
  'order.shipped': 'It announced a shipment of',
};

/** What a message of the program said. */
export function saidWords(type: string, order: string | undefined): string {
  if (type === 'prices.changed') return 'It sent new prices';
  const said = SAID[type];
  return said === undefined ? 'It said something that is not known' : `${said} order ${order ?? 'unknown'}`;
}
