import type { Topic } from '../../shared/live/change.ts';

/** What a program can follow, the usual first. */
export const TOPIC_WORDS: Readonly<Record<Topic, string>> = {
  stock: 'Stock and 86',
  item: 'Items',
  order: 'Orders',
  backorder: 'Backorders',
  'purchase-order': 'Purchase orders',
  'supplier-delay': 'Late deliveries',
  transfer: 'Transfers',
  depletion: 'When items run out',
  notice: 'Notices',
};

export const TOPIC_CHOICES = Object.entries(TOPIC_WORDS).map(([topic, label]) => ({
  topic: topic as Topic,
  label,
}));
