import { describe, expect, it } from 'vitest';
import { ownWords } from '../../../server/notifications/own-words.ts';
import { sampleValues } from '../../../server/notifications/sample.ts';
import { fillIn, mistakesInTemplate } from '../../../server/notifications/template-text.ts';
import { toHtml } from '../../../server/notifications/mail-html.ts';
import { CHANNELS, MESSAGE_KINDS } from '../../../shared/notifications/message.schema.ts';
import { CUSTOMER_LANGUAGES } from '../../../shared/orders/order.schema.ts';

const NOW = new Date('2026-11-24T12:00:00Z');
const store = { name: 'Trattoria', timeZone: 'Europe/Vienna' };
const everyTemplate = MESSAGE_KINDS.flatMap((kind) =>
  CHANNELS.flatMap((channel) => CUSTOMER_LANGUAGES.map((language) => ({ kind, channel, language }))),
);

describe('our own words', () => {
  it.each(everyTemplate)('for $kind by $channel in $language can be sent as they are', (key) => {
    const { kind, channel, language } = key;
    const text = ownWords(key);
    expect(mistakesInTemplate(kind, channel, text)).toEqual([]);
    const { subject, body } = fillIn(
      text,
      sampleValues(kind, { store, channel, language }, NOW, 'https://larder.example.com'),
    );
    expect(subject + body).not.toMatch(/[{}]|undefined|null/);
    expect(body).not.toMatch(/ {2}|\n{3}/);
    expect(subject === '').toBe(channel === 'sms');
    if (channel === 'sms') expect(body.length).toBeLessThan(320);
    if (kind !== 'back-in-stock' && channel !== 'push')
      expect(body).toContain('https://larder.example.com/order/example');
  });

  it('say first what is ready, then what is awaited and until when, then where to look', () => {
    const key = { kind: 'ready', channel: 'email', language: 'en' } as const;
    const values = sampleValues(key.kind, { store, ...key }, NOW, 'https://larder.example.com');
    expect(fillIn(ownWords(key), values).body).toBe(`Hello Maria Huber,

good news of order 1042 at Trattoria:

Ready for you:
• 2 kg Salmon fillet

Still to come:
• 4 kg Salmon fillet by Thu 26 Nov, 15:00

How it stands at any time, and what you can change:
https://larder.example.com/order/example`);
  });

  it('give dates and numbers as the language has them, in the time of the store', () => {
    const setting = {
      store: { name: 'Deli', timeZone: 'America/New_York' },
      channel: 'sms',
      language: 'de',
    } as const;
    expect(sampleValues('moved', setting, NOW, 'https://x.example').lines).toBe(
      'Für Sie bereit: 2 kg Salmon fillet. Kommt noch: 4 kg Salmon fillet bis Do., 26. Nov., 09:00.',
    );
  });
});

describe("a manager's words", () => {
  const mistakes = (text: { subject: string; body: string }, channel: 'email' | 'sms' = 'email') =>
    mistakesInTemplate('ready', channel, text);

  it('are refused where they name what is not known, which is named', () => {
    expect(mistakes({ subject: 'Hi {{nmae}}', body: '{{ name }} {{item}} {{}}' })).toMatchObject([
      {
        pointer: '/subject',
        detail: expect.stringContaining('{{nmae}} is not known here; use {{name}}') as string,
      },
      { pointer: '/body', detail: expect.stringContaining('{{item}} is not known here') as string },
      { pointer: '/body', detail: expect.stringContaining('{{}} is not known here') as string },
    ]);
  });

  it('have a subject of one line in an e-mail, and none in an SMS', () => {
    expect(mistakes({ subject: 'Ready\r\nBcc: spy@example.com', body: 'x' })).toMatchObject([
      { pointer: '/subject' },
    ]);
    expect(mistakes({ subject: ' ', body: 'x' })).toMatchObject([{ pointer: '/subject' }]);
    expect(mistakes({ subject: 'Ready', body: 'x' }, 'sms')).toMatchObject([{ pointer: '/subject' }]);
    expect(mistakes({ subject: 'Ready', body: ' \n' })).toMatchObject([{ pointer: '/body' }]);
    expect(mistakes({ subject: '', body: 'x' }, 'sms')).toEqual([]);
  });

  it('keep their subject on one line, whoever the customer says they are', () => {
    const text = { subject: 'For {{name}}', body: '{{name}}' };
    expect(fillIn(text, { name: 'Jo\r\nBcc: spy@example.com' }).subject).toBe('For Jo Bcc: spy@example.com');
  });

  it('are not filled in twice: what a customer is called is no template', () => {
    expect(fillIn({ subject: '', body: '{{name}}' }, { name: '{{link}}', link: 'secret' }).body).toBe(
      '{{link}}',
    );
  });
});

it('an e-mail in HTML shows what a customer is called, and runs none of it', () => {
  const html = toHtml(
    'Hello <script>alert(1)</script> & "co",\n\nsee (https://larder.example.com/order/a_b-c?x=1&y=2).',
  );
  expect(html).toContain('Hello &lt;script&gt;alert(1)&lt;/script&gt; &amp; &quot;co&quot;,');
  expect(html).toContain(
    '(<a href="https://larder.example.com/order/a_b-c?x=1&amp;y=2">https://larder.example.com/order/a_b-c?x=1&amp;y=2</a>).',
  );
});
