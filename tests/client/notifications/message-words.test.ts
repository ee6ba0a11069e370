import { expect, test } from 'vitest';
import { placeholdersIn } from '../../../client/notifications/message-words.ts';

test('placeholders are listed once, in the order in which texts use them', () => {
  const texts = [
    { subject: 'Order {{number}}', body: 'Dear {{ name }}, {{lines}}\n{{link}}' },
    { subject: '', body: '{{lines}} {{store}} { {{}} {{two words}}' },
  ];
  expect(placeholdersIn(texts)).toEqual(['{{number}}', '{{name}}', '{{lines}}', '{{link}}', '{{store}}']);
});
