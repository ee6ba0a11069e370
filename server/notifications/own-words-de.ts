import type { OwnWords } from './own-words.ts';

const mail = (news: string, end: string): string => `Guten Tag {{name}},

${news}

{{lines}}

${end}`;

const SEE = `Wie es steht und was Sie ändern können, sehen Sie jederzeit hier:
{{link}}`;

/** What customers are told in German unless a manager finds better words. */
export const GERMAN: OwnWords = {
  backordered: {
    email: {
      subject: 'Bestellung {{number}} bei {{store}}: noch nicht alles da',
      body: mail(
        'danke für die Bestellung {{number}} bei {{store}}. Noch ist nicht alles da:',
        `Wir melden uns, sobald mehr davon bereit ist. ${SEE}`,
      ),
    },
    sms: { subject: '', body: '{{store}}, Bestellung {{number}}. {{lines}} {{link}}' },
    push: { subject: 'Bestellung {{number}}: noch nicht alles da', body: '{{lines}}' },
  },
  moved: {
    email: {
      subject: 'Bestellung {{number}} bei {{store}}: geändert',
      body: mail(
        'bei der Bestellung {{number}} bei {{store}} hat sich etwas geändert. So steht es jetzt:',
        `Wir melden uns, sobald mehr davon bereit ist. ${SEE}`,
      ),
    },
    sms: { subject: '', body: '{{store}}, Bestellung {{number}} hat sich geändert. {{lines}} {{link}}' },
    push: { subject: 'Bestellung {{number}} hat sich geändert', body: '{{lines}}' },
  },
  ready: {
    email: {
      subject: 'Bestellung {{number}} bei {{store}}: für Sie bereit',
      body: mail('gute Nachrichten zur Bestellung {{number}} bei {{store}}:', SEE),
    },
    sms: { subject: '', body: '{{store}}, Bestellung {{number}}. {{lines}} {{link}}' },
    push: { subject: 'Bestellung {{number}} ist für Sie bereit', body: '{{lines}}' },
  },
  cancelled: {
    email: {
      subject: 'Bestellung {{number}} bei {{store}}: storniert',
      body: mail('von der Bestellung {{number}} bei {{store}} ist etwas storniert; so steht es nun:', SEE),
    },
    sms: { subject: '', body: '{{store}}, Bestellung {{number}}. {{lines}} {{link}}' },
    push: { subject: 'Bestellung {{number}}: storniert', body: '{{lines}}' },
  },
  substitute: {
    email: {
      subject: 'Bestellung {{number}} bei {{store}}: nehmen Sie auch das?',
      body: mail(
        'auf etwas aus der Bestellung {{number}} bei {{store}} warten wir noch. Nehmen Sie statt dessen auch das?',
        `Ja oder nein sagen Sie hier; bis dahin bleibt alles, wie es ist:
{{link}}`,
      ),
    },
    sms: { subject: '', body: '{{store}}, Bestellung {{number}}: {{offer}}? Ja oder nein: {{link}}' },
    push: { subject: 'Bestellung {{number}}: nehmen Sie auch das?', body: '{{offer}}' },
  },
  'back-in-stock': {
    email: {
      subject: 'Wieder da bei {{store}}: {{item}}',
      body: `Guten Tag {{name}},

bei {{store}} gibt es wieder: {{item}}. Sie haben uns gebeten, Bescheid zu geben, was wir dieses eine Mal tun; zurückgelegt ist noch nichts für Sie.`,
    },
    sms: { subject: '', body: '{{store}}: {{item}} gibt es wieder.' },
    push: { subject: 'Wieder da: {{item}}', body: 'Bei {{store}} gibt es das wieder.' },
  },
};
