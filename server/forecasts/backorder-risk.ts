import type { RiskDriver } from '../../shared/forecasts/backorder-risk.schema.ts';
import { Chance } from './chance.ts';
import { DemandCurve, demandQuantile } from './cover.ts';
import { meanOf } from './demand-model.ts';
import { PATHS } from './depletion-times.ts';
import { stockPathsOf, type Outlook, type StockPaths } from './depletion.ts';

/** How an item comes again when it is ordered now. */
export interface Supply {
  /** When it is said to be there, in ms. */
  deliverAt: number;
  /** When it may be, as equally likely instants. */
  instants: readonly number[];
  /** The supplier's next delivery, had it been ordered in time; absent where nobody delivers it. */
  comingAt?: number;
  /** What somebody wants to have of it; absent where nobody said. */
  par?: number;
}

export interface Risk {
  /** Of running out before goods that are ordered now are there. */
  chance: number;
  /** What it comes from, the largest first. */
  drivers: RiskDriver[];
  /** What there should be: what lasts on usual days until a punctual supplier delivers, or more where somebody wants that. */
  par: number;
  /** Mean demand of the days until then, and of usual days. */
  perDay: number;
  usualPerDay: number;
}

type Kind = RiskDriver['kind'];
interface Case {
  outlook: Outlook;
  supply: Supply;
}

/** The share of cases in which a shelf is to last on usual days. */
const SERVICE = 0.9;
/** Less than this is no risk that anything drives, and no part of one. */
const LEAST = 0.02;
const DAY_MS = 86_400_000;

/**
 * The chance that what is there and what comes does not last until an order placed now is delivered. What drives it is told by
 * what else would be: on the same paths, by how much the chance falls if one thing were as usual.
 */
export function riskOf(
  outlook: Outlook,
  supply: Supply,
  paths: StockPaths = stockPathsOf(outlook, PATHS),
): Risk {
  const given: Case = { outlook, supply };
  const par = Math.max(supply.par ?? 0, parOf(given));
  const chance = outlook.model.level > 0 ? chanceOf(given, paths) : 0;
  const usualPerDay = Math.min(outlook.model.usual ?? Infinity, outlook.model.level);
  const facts = { chance, par, perDay: perDayOf(given), usualPerDay };
  if (chance < LEAST) return { ...facts, drivers: [] };
  const drivers = casesOf(given, par).map(([kind, other]) => ({
    kind,
    fall: thousandths(chance - chanceOf(other, stockPathsOf(other.outlook, paths.out.length))),
  }));
  return { ...facts, drivers: drivers.filter(({ fall }) => fall >= LEAST).sort((a, b) => b.fall - a.fall) };
}

function chanceOf({ outlook, supply }: Case, { out }: StockPaths): number {
  const chance = new Chance(`order ${outlook.seed}`);
  const { instants } = supply;
  const short = out.reduce((sum, at) => {
    const comes = instants[Math.floor(chance.uniform() * instants.length)]!;
    return sum + Number(at < comes);
  }, 0);
  return thousandths(short / out.length);
}

/** What would be otherwise, one thing at a time. */
function casesOf(given: Case, par: number): [Kind, Case][] {
  const { outlook, supply } = given;
  const { model, ahead, arrivals, stock } = outlook;
  const cases: [Kind, Case][] = [];
  const add = (kind: Kind, other: Partial<Outlook>, comes = supply): void =>
    void cases.push([kind, { outlook: { ...outlook, ...other }, supply: comes }]);
  if (stock < par) add('little-stock', { stock: par });
  // Whoever is out already is not so by anything that is still to come.
  if (stock <= 0) return cases;
  add('fast-demand', { model: usual(outlook).model });
  add('uncertain-demand', { model: { ...model, dispersion: 0, shock: 0, isCounted: false } });
  if (ahead.factors.some((factor) => factor > 1)) add('event', { ahead: calm(outlook).ahead });
  const onTime = punctual(given);
  add('late-supplier', onTime.outlook, onTime.supply);
  const { comingAt, deliverAt } = supply;
  if (arrivals.length === 0 && comingAt !== undefined && comingAt < deliverAt)
    add('nothing-ordered', { arrivals: [{ id: 'ordered', quantity: par, instants: [comingAt] }] });
  return cases;
}

function usual(outlook: Outlook): Outlook {
  const { model } = outlook;
  const level = Math.min(model.level, model.usual ?? Infinity);
  return { ...outlook, model: { ...model, level, shape: model.shape.map((share) => Math.min(1, share)) } };
}

function calm(outlook: Outlook): Outlook {
  const factors = outlook.ahead.factors.map((factor) => Math.min(1, factor));
  return { ...outlook, ahead: { ...outlook.ahead, factors } };
}

function punctual({ outlook, supply }: Case): Case {
  const { now } = outlook.ahead;
  const arrivals = outlook.arrivals.map((arrival) => {
    const said = arrival.promisedAt ?? Math.min(...arrival.instants);
    return { ...arrival, instants: [Math.max(now, said)] };
  });
  return { outlook: { ...outlook, arrivals }, supply: { ...supply, instants: [supply.deliverAt] } };
}

function parOf({ outlook, supply }: Case): number {
  const until = new DemandCurve(usual(calm(outlook))).until(supply.deliverAt);
  return thousandths(demandQuantile([{ ...until, weight: 1 }], SERVICE));
}

function perDayOf({ outlook: { model, ahead }, supply }: Case): number {
  const { now, first, factors } = ahead;
  const days = Math.min(factors.length, Math.max(1, Math.round((supply.deliverAt - now) / DAY_MS) + 1));
  let sum = 0;
  for (let day = 0; day < days; day++) sum += meanOf(model, first + day, factors[day]);
  return thousandths(sum / days);
}

function thousandths(value: number): number {
  return Math.round(value * 1000) / 1000;
}
