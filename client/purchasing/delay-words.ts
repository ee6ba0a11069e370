import type { DelayEffects } from '../../shared/purchasing/supplier-delay.schema.ts';
import { quantityWords } from '../stock/quantity-words.ts';

/** "none left until then", "1.2 kg left until then"; nothing while there is enough. */
export function leftWords({ status, available, unit }: DelayEffects): string {
  if (status === 'ok' || available === null) return '';
  return available <= 0 ? 'none left until then' : `${quantityWords(available, unit)} left until then`;
}

/** "2 order lines wait, in 3 dishes" */
export function touchedWords({ lineCount, dishes }: DelayEffects): string {
  const waits = lineCount === 1 ? '1 order line waits' : `${lineCount} order lines wait`;
  const uses = dishes.length === 1 ? 'in 1 dish' : `in ${dishes.length} dishes`;
  return [...(lineCount > 0 ? [waits] : []), ...(dishes.length > 0 ? [uses] : [])].join(', ');
}
