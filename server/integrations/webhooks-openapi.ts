import { ChangesEvent } from '../../shared/integrations/webhook-endpoint.schema.ts';
import { OrderEvent, TestEvent } from '../../shared/purchasing/supplier-event.schema.ts';
import type { SupplierMessage } from '../../shared/purchasing/supplier-message.schema.ts';

/** The name of the way in which both sides sign, in the OpenAPI document. */
export const SIGNATURE_SCHEME = 'standardWebhooks';

const VERIFYING = [
  'Signed as [Standard Webhooks](https://www.standardwebhooks.com) describes; its libraries do this for you. The key is the',
  'secret without `whsec_`, decoded from base64. A signature is `v1,` and the base64 of the HMAC-SHA256 of',
  '`<webhook-id>.<webhook-timestamp>.<body>`, the body being the bytes as they travel. `webhook-signature` holds one signature, or',
  'several with spaces between them while a secret is replaced: one that fits is enough.',
].join('\n');

const EXAMPLE = [
  '```js',
  'const key = Buffer.from(secret.slice("whsec_".length), "base64");',
  'const mac = createHmac("sha256", key).update(`${id}.${timestamp}.`).update(body).digest();',
  'const isOurs = signatures.split(" ").some((each) => {',
  '  const given = Buffer.from(each.replace("v1,", ""), "base64");',
  '  return given.length === mac.length && timingSafeEqual(given, mac);',
  '});',
  '```',
].join('\n');

/** Of the route that takes what a supplier's program says. */
export const ANSWERING = {
  summary: "Say something as a supplier's program",
  description: [
    VERIFYING,
    'A timestamp more than five minutes from our clock, either way, is refused: sign each try anew, under the same id. A message that was done is not done again, however often it comes under its id; one that was refused changed nothing, and may come again, corrected. Anything that is not signed with a secret of this supplier gets a 401.',
  ].join('\n\n'),
};

/** Of the route that shows a supplier's program its orders. */
export const READING = {
  summary: "Read the orders that are still to be delivered, as the supplier's program",
  description:
    'Signed like a message with an empty body. Each order is as the program was told of it last; for a program that was away.',
};

export const MESSAGE_EXAMPLES: SupplierMessage[] = [
  { type: 'order.acknowledged', order: '1042-9F3A2B1C' },
  {
    type: 'order.acknowledged',
    order: '1042-9F3A2B1C',
    lines: [{ supplierSku: 'S-1', packs: 1, expectedAt: '2026-03-24T07:00:00Z' }],
    note: 'One case short this week.',
  },
  {
    type: 'order.delayed',
    order: '1042-9F3A2B1C',
    expectedAt: '2026-03-25T07:00:00Z',
    reason: 'The ferry is late.',
  },
  { type: 'order.shipped', order: '1042-9F3A2B1C', expectedAt: '2026-03-24T06:30:00Z' },
  {
    type: 'prices.changed',
    prices: [{ supplierSku: 'S-1', packPrice: { amount: 18_500, currency: 'EUR' }, from: '2026-04-01' }],
  },
];

const EVENT_EXAMPLE: OrderEvent = {
  type: 'order.sent',
  timestamp: '2026-03-20T11:00:00.000Z',
  data: {
    ...{ order: '1042-9F3A2B1C', number: 1042, version: 1 },
    store: { name: 'Bistro am Markt', timeZone: 'Europe/Vienna' },
    ...{ currency: 'EUR', total: { amount: 36_000, currency: 'EUR' }, note: 'Ring twice' },
    answerTo: 'https://larder.example.com/api/v1/suppliers/0199a5b2-6f0e-7c1d-8a3b-2f4c6d8e9f3a/messages',
    portalUrl: 'https://larder.example.com/supplier/AgGZ…',
    lines: [
      {
        ...{ supplierSku: 'S-1', sku: 'SALMON', name: 'Salmon', packName: 'case', packQuantity: 10 },
        ...{ unit: 'kg', packs: 2, quantity: 20, cancelled: 0 },
        packPrice: { amount: 18_000, currency: 'EUR' },
        total: { amount: 36_000, currency: 'EUR' },
        wantedAt: '2026-03-23T07:00:00.000Z',
      },
    ],
  },
};

const ANSWERS = {
  '2XX': { description: 'Taken. What the answer says is not looked at.' },
  '410': { description: 'Nothing is to be sent here any more: the address is switched off.' },
  '4XX': {
    description: 'Refused; it is not tried again by itself, and people are told the words of the answer.',
  },
  '5XX': {
    description:
      'Tried again for about three days, at first after half a minute, then ever more seldom; so are 408, 425, 429 and no answer within 15 seconds. `Retry-After` is heeded.',
  },
};

function event(summary: string, schema: object, example?: object): object {
  return {
    post: {
      summary,
      tags: ['webhooks'],
      description: `${VERIFYING}\n\n${EXAMPLE}\n\nThe \`webhook-id\` is the same on every try of the same message: take each id once. Refuse a \`webhook-timestamp\` that is more than five minutes from your own clock. Of one order you hear in turn; an event whose \`timestamp\` is older than what you know already was sent again by hand. Redirects are not followed.`,
      security: [{ [SIGNATURE_SCHEME]: [] }],
      requestBody: {
        required: true,
        content: { 'application/json': { schema, ...(example && { example }) } },
      },
      responses: ANSWERS,
    },
  };
}

/** What Larder sends over https to programs that are not its own. */
const WEBHOOKS = {
  'order.sent': event('A purchase order', OrderEvent, EVENT_EXAMPLE),
  'order.amended': event('A new version of a purchase order, as a whole', OrderEvent),
  'order.cancelled': event('What was cancelled of a purchase order; lines say what remains', OrderEvent),
  changes: event(
    "What changed in a store, to the organisation's own programs: in the order of the store's stream, at least once; whatever is answered but 2xx, the same changes come again, and after days of it none",
    ChangesEvent,
  ),
  test: event("Sent from the supplier's page, to see whether the program takes it", TestEvent),
};

/** What no route says of itself. */
export const OPENAPI = {
  ...{ openapi: '3.1.0', info: { title: 'Larder', version: '1' }, webhooks: WEBHOOKS },
  components: {
    securitySchemes: {
      [SIGNATURE_SCHEME]: {
        ...{ type: 'apiKey' as const, in: 'header' as const, name: 'webhook-signature' },
        description: VERIFYING,
      },
    },
  },
};
