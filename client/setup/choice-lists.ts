import type { ComboOption } from '../ui/combo-options.ts';
import { locale as pageLocale } from '../ui/language.ts';
import { REGIONS, zonesOf } from './currency-guess.ts';
import { words } from './setup-words.ts';

/** What the page is written in; things are found by their names in the reader's own language too. */
const PAGE_LANGUAGE = pageLocale ?? 'en';

type Key = 'timeZone' | 'currency';

/** What the browser knows, or null where it is too old to say. */
function supported(key: Key): string[] | null {
  return typeof Intl.supportedValuesOf === 'function' ? Intl.supportedValuesOf(key) : null;
}

/** Every time zone by its city, to be found by its country too; null where the browser has no list. */
export function zoneOptions(locale: string, preset: string): ComboOption[] | null {
  const zones = supported('timeZone');
  if (!zones) return null;
  const regions = new Map<string, string>();
  for (const region of REGIONS)
    for (const zone of zonesOf(region)) if (!regions.has(zone)) regions.set(zone, region);
  const names = new Intl.DisplayNames([PAGE_LANGUAGE], { type: 'region' });
  const ownNames = new Intl.DisplayNames([locale], { type: 'region' });
  const all = zones.includes(preset) ? zones : [preset, ...zones];
  return all.map((zone) => {
    const region = regions.get(zone);
    return zoneOption(zone, region && names.of(region), region && ownNames.of(region));
  });
}

function zoneOption(zone: string, country: string | undefined, ownName: string | undefined): ComboOption {
  const parts = zone.split('/').map((part) => part.replace(/_/g, ' '));
  const city = parts[parts.length - 1] ?? zone;
  const area = parts.slice(0, -1).join(', ');
  const { place } = words.business;
  const search = `${zone} ${city} ${area} ${ownName ?? ''}`;
  return { value: zone, label: place(city), note: country ?? place(area), search };
}

/** Every currency by its code and its name. */
export function currencyOptions(locale: string, guess: string): ComboOption[] {
  const codes = supported('currency') ?? [...new Set([guess, 'EUR', 'USD', 'GBP', 'CHF'])];
  const names = new Intl.DisplayNames([PAGE_LANGUAGE], { type: 'currency' });
  const ownNames = new Intl.DisplayNames([locale], { type: 'currency' });
  return codes.map((code) => ({
    value: code,
    label: code,
    note: names.of(code) ?? '',
    search: ownNames.of(code) ?? '',
  }));
}

/** "14:32", so that a wrong zone is seen at once; nothing for one that the browser does not know. */
export function timeIn(zone: string, nowMs: number, locale: string): string {
  try {
    return new Intl.DateTimeFormat(locale, { hour: '2-digit', minute: '2-digit', timeZone: zone }).format(
      nowMs,
    );
  } catch {
    return '';
  }
}
