import type { OwnWords } from './own-words.ts';

const mail = (news: string, end: string): string => `Hello {{name}},

${news}

{{lines}}

${end}`;

const SEE = `How it stands at any time, and what you can change:
{{link}}`;

/** What customers are told in English unless a manager finds better words. */
export const ENGLISH: OwnWords = {
  backordered: {
    email: {
      subject: 'Order {{number}} at {{store}}: not everything is here yet',
      body: mail(
        'thank you for order {{number}} at {{store}}. Not everything is here yet:',
        `We tell you when more of it is ready. ${SEE}`,
      ),
    },
    sms: { subject: '', body: '{{store}}, order {{number}}. {{lines}} {{link}}' },
    push: { subject: 'Order {{number}}: not everything is here yet', body: '{{lines}}' },
  },
  moved: {
    email: {
      subject: 'Order {{number}} at {{store}}: changed',
      body: mail(
        'order {{number}} at {{store}} is not as we told you last. This is how it stands now:',
        `We tell you when more of it is ready. ${SEE}`,
      ),
    },
    sms: { subject: '', body: '{{store}}, order {{number}} has changed. {{lines}} {{link}}' },
    push: { subject: 'Order {{number}} has changed', body: '{{lines}}' },
  },
  ready: {
    email: {
      subject: 'Order {{number}} at {{store}}: ready for you',
      body: mail('good news of order {{number}} at {{store}}:', SEE),
    },
    sms: { subject: '', body: '{{store}}, order {{number}}. {{lines}} {{link}}' },
    push: { subject: 'Order {{number}} is ready for you', body: '{{lines}}' },
  },
  cancelled: {
    email: {
      subject: 'Order {{number}} at {{store}}: cancelled',
      body: mail(
        'this of order {{number}} at {{store}} is cancelled, and what is left of it stands as follows:',
        SEE,
      ),
    },
    sms: { subject: '', body: '{{store}}, order {{number}}. {{lines}} {{link}}' },
    push: { subject: 'Order {{number}}: cancelled', body: '{{lines}}' },
  },
  substitute: {
    email: {
      subject: 'Order {{number}} at {{store}}: would you take this instead?',
      body: mail(
        'something of order {{number}} at {{store}} still waits. Would you take this instead?',
        `Say yes or no here; until then nothing changes:
{{link}}`,
      ),
    },
    sms: { subject: '', body: '{{store}}, order {{number}}: {{offer}}? Yes or no: {{link}}' },
    push: { subject: 'Order {{number}}: would you take this instead?', body: '{{offer}}' },
  },
  'back-in-stock': {
    email: {
      subject: '{{item}} is back at {{store}}',
      body: `Hello {{name}},

{{item}} is available again at {{store}}. You asked us to tell you, which we do this once; nothing is set aside for you yet.`,
    },
    sms: { subject: '', body: '{{store}}: {{item}} is available again.' },
    push: { subject: '{{item}} is back', body: 'Available again at {{store}}.' },
  },
};
