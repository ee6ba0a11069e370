import type { AuditEntry } from '../../shared/identity/audit.schema.ts';

/** What was done, as it goes on after a name. Newer deeds than these are told by their code. */
const DEEDS: Record<string, string> = {
  'organisation.set-up': 'set up',
  'store.open': 'opened the store',
  'store.change': 'changed the store',
  'person.sign-in': 'signed in',
  'person.sign-out': 'signed out',
  'session.end': 'ended a session of',
  'person.add': 'added',
  'person.change': 'changed',
  'person.remove': 'removed',
  'person.invite': 'invited',
  'person.set-password': 'set a password',
  'screen.pair': 'paired the screen',
  'screen.change': 'changed the screen',
  'screen.revoke': 'unpaired the screen',
  'key.create': 'created the key',
  'key.rotate': 'replaced the key',
  'key.revoke': 'revoked the key',
  'webhook.create': 'added the webhook',
  'webhook.rotate': 'made a new secret for the webhook',
  'webhook.resume': 'switched on the webhook',
  'webhook.switch-off': 'switched off the webhook',
  'webhook.delete': 'removed the webhook',
  'item.create': 'added the item',
  'item.change': 'changed the item',
  'reports.subscribe': 'changed which reports are sent to',
  'reports.stop': 'stopped reports to',
  'shelves.arrange': 'arranged the shelves',
  'price.change': 'changed what guests pay for',
  'availability.set': 'marked',
  'stock.record': 'booked stock',
  'sales.record': 'reported sales',
  'order.place': 'took the order',
  'order.cancel': 'cancelled of the order',
  'order.fulfil': 'handed over of the order',
  'order.return': 'took back of the order',
  'order.substitute': 'offered a substitute for the order',
  'order.substitute-accepted': 'noted a substitute as accepted for the order',
  'order.substitute-declined': 'noted a substitute as declined for the order',
  'order.substitute-withdrawn': 'withdrew a substitute for the order',
  'backorder.bump': 'moved in the queue a line of the order',
  'backorder-policy.change': 'changed who comes first',
  'reorder-policy.change': 'changed how sure it is to be that items last',
  'supplier.create': 'added the supplier',
  'supplier.change': 'changed the supplier',
  'supplier.items': 'changed what is sold by',
  'supplier.exchange': 'changed how files are exchanged with',
  'supplier.file-read': 'had a file read again:',
  'supplier.webhook': 'set the address of the program of',
  'supplier.webhook-secret': 'made a secret for the program of',
  'scorecard.share': 'made a link to the scorecard of',
  'scorecard.share-end': 'ended a link to the scorecard of',
  'demand-event.add': 'entered the event',
  'demand-event.remove': 'removed the event',
  'view.share': 'shared the view',
  'view.remove': 'removed the shared view',
  'delivery.expect': 'expected a delivery of',
  'transfer.ask': 'asked for the transfer',
  'transfer.send': 'sent the transfer',
  'transfer.decline': 'declined the transfer',
  'transfer.delay': 'gave another time for the transfer',
  'transfer.receive': 'received of the transfer',
  'transfer.undo': 'undid a receipt of the transfer',
  'transfer.cancel': 'took back the transfer',
  'message.retry': 'tried again the message to',
  'message-template.change': 'changed the template',
  'message-template.reset': 'reset the template',
  'message-template.test': 'tried the template',
};

export function deedWords(action: string): string {
  return DEEDS[action] ?? action.replace(/[.-]/g, ' ');
}

/** What it was done to; nothing where that is the person itself. */
export function objectWords({
  actor,
  entityId,
  entityName,
}: Pick<AuditEntry, 'actor' | 'entityId' | 'entityName'>): string {
  return entityId !== null && entityId === actor.id ? '' : (entityName ?? '');
}

/** From what: "with a key", "on Bar left". */
export function sourceWords({ kind, device }: AuditEntry['actor']): string {
  if (kind === 'key') return 'program';
  if (kind === 'device') return 'screen';
  if (kind === 'system') return 'by itself';
  return device === null ? '' : `on ${device}`;
}
