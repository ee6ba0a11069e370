import type {
  DemandEvent,
  DemandEventInput,
  DemandEventKind,
} from '../../shared/forecasts/demand-event.schema.ts';

/** As it is typed in. */
export interface EventDraft {
  name: string;
  kind: DemandEventKind;
  firstDay: string;
  lastDay: string;
  factor: string;
  of: 'all' | 'category' | 'item';
  category: string;
  sku: string;
}

export function aNewEvent(today: string): EventDraft {
  const what = { of: 'all', category: '', sku: '' } as const;
  return { name: '', kind: 'booking', firstDay: today, lastDay: '', factor: '1.5', ...what };
}

export function eventInputOf(draft: EventDraft): DemandEventInput {
  const { kind, firstDay, lastDay, factor, of, category, sku } = draft;
  return {
    ...{ name: draft.name.trim(), kind, firstDay },
    ...(lastDay !== '' && { lastDay }),
    ...(kind !== 'closed' && { factor: Number(factor) }),
    ...(of === 'category' && { category }),
    ...(of === 'item' && { sku }),
  };
}

/** What brings a removed event back. */
export function inputOfEvent({ name, kind, firstDay, lastDay, ...rest }: DemandEvent): DemandEventInput {
  const { factor, category, sku } = rest;
  return {
    ...{ name, kind, firstDay, lastDay },
    ...(kind !== 'closed' && { factor }),
    ...(category !== undefined && { category }),
    ...(sku !== undefined && { sku }),
  };
}
