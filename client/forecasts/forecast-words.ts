import type {
  ForecastAccuracy,
  ItemForecast,
  StoreAccuracy,
} from '../../shared/forecasts/forecast.schema.ts';
import { quantityWords } from '../stock/quantity-words.ts';
import type { StoreTimes } from '../stock/store-times.ts';
import { aboutWhen, depletionLine } from './depletion-words.ts';

/** Days that have to be scored before a share of them says anything. */
const ENOUGH_DAYS = 7;
/** Below so much a day, it is said of a week. */
const SELDOM = 0.5;

/** What a forecast comes to, as a sentence. */
export function headline(
  { depletion, available, days }: Pick<ItemForecast, 'depletion' | 'available' | 'days'>,
  times: StoreTimes,
  nowMs: number,
): string {
  if (available !== null && available <= 0) return 'None left';
  const line = depletionLine(depletion, times, nowMs);
  if (line !== '') return `Runs out ${line}`;
  if (depletion.p10 !== undefined)
    return `Probably lasts the week; at the earliest it runs out ${aboutWhen(depletion.p10, times, nowMs)}`;
  return days.length === 0 ? 'Too early to tell when it runs out' : 'Enough for the next 7 days';
}

/** "sells 4.2 kg a day", of the whole days to come; nothing where nothing is known. */
export function rateWords({ days, unit }: Pick<ItemForecast, 'days' | 'unit'>): string {
  const whole = days.slice(1);
  if (whole.length === 0) return '';
  const mean = whole.reduce((sum, day) => sum + day.mean, 0) / whole.length;
  if (!(mean > 0)) return 'hardly sells';
  return mean < SELDOM
    ? `sells ${roughQuantity(mean * 7, unit)} a week`
    : `sells ${roughQuantity(mean, unit)} a day`;
}

/** Two figures are as much as a forecast can be trusted with. */
export function roughQuantity(value: number, unit: string): string {
  const digits = value === 0 ? 0 : 10 ** (Math.floor(Math.log10(Math.abs(value))) - 1);
  const rounded = digits === 0 ? 0 : Math.round(value / digits) * digits;
  return quantityWords(Number(rounded.toPrecision(12)), unit);
}

/** "8 of 10 days came within their range", of at least a week of days; else that it is not known yet. */
export function accuracyWords({ coverage80, n }: ForecastAccuracy): string {
  if (coverage80 === undefined || n < ENOUGH_DAYS) {
    const missing = Math.max(1, ENOUGH_DAYS - n);
    return `Not known yet: ${missing} more ${missing === 1 ? 'day' : 'days'} of sales will tell`;
  }
  return `${Math.round(coverage80 * 100)} of 100 days came within their range; 80 are meant to (${n} days)`;
}

/** Whether forecasts are too high or too low on the whole; what is hardly so is not worth a word. */
export function biasWords(bias: number | undefined): string {
  if (bias === undefined) return '';
  const percent = Math.round(Math.abs(bias) * 100);
  if (percent < 5) return 'On the whole they are neither too high nor too low.';
  return `On the whole they are ${percent} % too ${bias > 0 ? 'high' : 'low'}.`;
}

/** How far forecasts are that are being made. */
export function fittingWords({ step, done, of }: NonNullable<StoreAccuracy['models']['fitting']>): string {
  if (step === 'history') return `What was sold is being read: ${done} of ${of} %.`;
  return step === 'reading'
    ? `The history of items is being looked at: ${done} of ${of}.`
    : `Forecasts are being made: ${done} of ${of} items.`;
}

/** How often what was said to run out within hours did so when it was said; nothing where nothing was said yet. */
export function soonWords({ n, within, early, late }: StoreAccuracy['soon']): string {
  if (n === 0) return '';
  const others = [
    ...(early > 0 ? [`${early} earlier`] : []),
    ...(late > 0 ? [`${late} later or not at all`] : []),
  ];
  const rest = others.length > 0 ? ` The others: ${others.join(', ')}.` : '';
  const times = n === 1 ? 'once' : `${n} times`;
  return `Said to run out within 3 hours: ${times}, and within the range ${within} of them; 8 of 10 are meant to be.${rest}`;
}

/** How often items ran out when it was told that they would, and what became of the others; nothing where none did. */
export function stockOutWords({ n, within, early, late, untold }: StoreAccuracy['stockOuts']): string[] {
  if (n === 0) return [];
  const times = n === 1 ? 'The one time that an item ran out' : `Of ${n} times that an item ran out`;
  const was = n === 1 ? (within === 1 ? 'the moment lay' : 'the moment did not lie') : 'the moment lay';
  const often = n === 1 ? '' : ` ${within} ${within === 1 ? 'time' : 'times'}`;
  const others = [
    ...(early > 0 ? [`${early} earlier`] : []),
    ...(late > 0 ? [`${late} later`] : []),
    ...(untold > 0 ? [`${untold} of which nothing had been told`] : []),
  ];
  return [
    `${times}, ${was} in the range told 3 hours before${often}.`,
    others.length > 0 ? `The others: ${others.join(', ')}.` : '',
  ];
}
