import { TextRefused, type Texter } from '../platform/texter.ts';
import { problemOf, type Delivery, type Outcome } from './delivery.ts';

const OUTCOMES = { number: 'bounced', text: 'failed', later: 'retry' } as const;

export async function sendSms(
  texter: Texter | undefined,
  { id, to, body }: Delivery,
  signal: AbortSignal,
): Promise<Outcome> {
  if (!texter)
    return {
      state: 'failed',
      problem: 'No SMS service is set up. Set LARDER_SMS_URL, start Larder again, then retry.',
    };
  try {
    await texter.send({ to, text: body, id }, signal);
    return { state: 'sent' };
  } catch (error) {
    const state = error instanceof TextRefused ? OUTCOMES[error.because] : 'retry';
    return { state, problem: problemOf(error) };
  }
}
