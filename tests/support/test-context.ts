import type { AppContext } from '../../server/app.ts';
import { SYSTEM } from '../../server/platform/actor.ts';
import { createPusher } from '../../server/platform/pusher.ts';
import { createWebhookSender } from '../../server/platform/webhook-sender.ts';
import { settleItems } from '../../server/settlement/settle.ts';
import { openStock } from '../../server/stock/open-stock.service.ts';
import { ManualClock } from './manual-clock.ts';
import type { TestDatabase } from './test-database.ts';

/** What use cases need, without an app around them: for tests of the database itself. */
export function contextOf({ db }: Pick<TestDatabase, 'db'>, overrides: Partial<AppContext> = {}): AppContext {
  return {
    ...{ db, clock: new ManualClock(), announce: () => {}, settleItems, openStock },
    ...{
      actor: SYSTEM,
      mailer: undefined,
      texter: undefined,
      pusher: createPusher(),
      webhooks: createWebhookSender(),
      publicUrl: 'http://localhost',
      revoked: () => {},
    },
    ...overrides,
  };
}
