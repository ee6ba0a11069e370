import type { BackorderRisk, RiskDriver } from '../../shared/forecasts/backorder-risk.schema.ts';
import { quantityWords } from '../stock/quantity-words.ts';
import type { StoreTimes } from '../stock/store-times.ts';
import { roughQuantity } from './forecast-words.ts';

type Kind = RiskDriver['kind'];
/** Which of the facts a driver is about. */
const FACT_OF: Record<Kind, 'stock' | 'demand' | 'supply'> = {
  'little-stock': 'stock',
  'fast-demand': 'demand',
  'uncertain-demand': 'demand',
  event: 'demand',
  'late-supplier': 'supply',
  'nothing-ordered': 'supply',
};
const FACTS = ['stock', 'demand', 'supply'] as const;
/** Less than this more is as usual. */
const MORE = 1.1;
/** Below so much a day, it is said of a week. */
const SELDOM = 0.5;
/** Whoever is late less often than this is punctual, more often than that hardly ever on time. */
const SELDOM_LATE = 0.1;
const MOSTLY_LATE = 0.65;

/** What there is, how fast it goes and what comes: first what drives the risk most. */
export function riskFacts(risk: BackorderRisk, times: StoreTimes, nowMs: number): string[] {
  const driven = risk.drivers.map(({ kind }) => FACT_OF[kind]);
  const says = {
    stock: stockWords(risk),
    demand: demandWords(risk),
    supply: supplyWords(risk, times, nowMs),
  };
  return [...new Set([...driven, ...FACTS])].map((fact) => says[fact]).filter((words) => words !== '');
}

const isDriver = ({ drivers }: BackorderRisk, kind: Kind): boolean =>
  drivers.some((driver) => driver.kind === kind);

function stockWords(risk: BackorderRisk): string {
  const { available, par, unit } = risk;
  if (available <= 0) return 'none left';
  const left = `${quantityWords(available, unit)} left`;
  return isDriver(risk, 'little-stock') && par > available
    ? `${left} of ${roughQuantity(par, unit)} that should be there`
    : left;
}

function demandWords(risk: BackorderRisk): string {
  const { perDay, usualPerDay, unit } = risk;
  if (!(perDay > 0)) return '';
  const [of, per] = perDay < SELDOM ? [7, 'a week'] : [1, 'a day'];
  const rate = `sells ${roughQuantity(of * perDay, unit)} ${per}`;
  if (isDriver(risk, 'event')) return `${rate}, for what is planned`;
  if (isDriver(risk, 'fast-demand') && perDay >= MORE * usualPerDay)
    return `${rate}, usually ${roughQuantity(of * usualPerDay, unit)}`;
  return isDriver(risk, 'uncertain-demand') ? `${rate}, some days much more` : rate;
}

function supplyWords({ next, order, made }: BackorderRisk, times: StoreTimes, nowMs: number): string {
  const when = (at: string): string => times.when(Date.parse(at), nowMs);
  if (next) {
    const by = `(${next.supplier}${lateWords(next.lateShare)})`;
    return next.late ? `delivery late, now ${when(next.at)} ${by}` : `next delivery ${when(next.at)} ${by}`;
  }
  if (made) return 'made here';
  if (!order) return 'nothing on order';
  return `nothing on order; ordered now it comes ${when(order.at)} (${order.supplier}${lateWords(order.lateShare)})`;
}

/** What the chance is told of: "8 in 10 before more can come". */
export function beforeWhat({ order, made }: BackorderRisk): string {
  if (made) return 'today';
  return order ? 'before more can come' : 'within the week';
}

/** ", late 1 in 3 times"; nothing where that is seldom. */
function lateWords(share: number): string {
  if (share < SELDOM_LATE) return '';
  return share > MOSTLY_LATE ? ', mostly late' : `, late 1 in ${Math.round(1 / share)} times`;
}
