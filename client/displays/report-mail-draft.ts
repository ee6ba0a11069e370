import {
  SUBSCRIBED_PARTS,
  type ReportSubscriptionInput,
} from '../../shared/displays/report-subscription.schema.ts';

/** A subscription as it is filled in. */
export interface MailDraft extends Pick<ReportSubscriptionInput, 'every' | 'at' | 'language'> {
  parts: Record<string, boolean>;
  stores: Record<string, boolean>;
}

const ticked = (all: readonly string[], chosen: readonly string[]): Record<string, boolean> =>
  Object.fromEntries(all.map((one) => [one, chosen.includes(one)]));

/** What there is, or what most want: everything of this store, on Mondays when they come in. */
export function mailDraftOf(
  storeIds: readonly string[],
  given: ReportSubscriptionInput | { storeIds: [string]; language: ReportSubscriptionInput['language'] },
): MailDraft {
  const {
    parts = SUBSCRIBED_PARTS,
    every = 'week',
    at = '07:00',
  } = given as Partial<ReportSubscriptionInput>;
  return {
    ...{ every, at, language: given.language },
    ...{ parts: ticked(SUBSCRIBED_PARTS, parts), stores: ticked(storeIds, given.storeIds) },
  };
}

export function mailInputOf({ parts, stores, every, at, language }: MailDraft): ReportSubscriptionInput {
  return {
    storeIds: Object.keys(stores).filter((id) => stores[id]),
    parts: SUBSCRIBED_PARTS.filter((part) => parts[part]),
    ...{ every, at, language },
  };
}

/** Why it cannot be sent yet: nothing is chosen, or no time given. */
export function isReady(draft: MailDraft): boolean {
  const { storeIds, parts, at } = mailInputOf(draft);
  return storeIds.length > 0 && parts.length > 0 && at !== '';
}
