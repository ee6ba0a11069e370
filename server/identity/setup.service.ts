import { uuidv7 } from 'uuidv7';
import type { SetupInput } from '../../shared/identity/person.schema.ts';
import type { Queryable } from '../platform/database.ts';
import { AppError } from '../platform/errors.ts';
import { inAllStoresTransaction } from '../platform/store-transaction.ts';
import { recordAudit } from './audit.service.ts';
import type { IdentityContext } from '../platform/context.ts';
import { checkPassword } from './new-password.ts';
import { hashPassword } from './passwords.ts';
import { findOrganisation, insertPerson, setOrganisation } from './people.store.ts';
import { checkTimeZone, openStore, type StoresContext } from './stores.service.ts';

export interface SetupContext extends StoresContext, IdentityContext {}

export interface SetUp {
  storeId: string;
  owner: { id: string; name: string };
}

export async function isSetUp(db: Queryable): Promise<boolean> {
  return (await findOrganisation(db)) !== null;
}

/** The first start: the organisation, its first store, its owner. @throws AppError `conflict` afterwards; `invalid` */
export async function setUp(ctx: SetupContext, { organisation, store, owner }: SetupInput): Promise<SetUp> {
  checkTimeZone(store.timeZone, '/store/timeZone');
  await checkPassword(owner.password, '/owner/password');
  const passwordHash = await hashPassword(owner.password);
  return inAllStoresTransaction(ctx, async (trx) => {
    if ((await findOrganisation(trx)) !== null)
      throw new AppError('conflict', 'Larder is set up already; sign in instead.');
    await setOrganisation(trx, organisation);
    const person = {
      id: uuidv7(),
      name: owner.name,
      email: owner.email,
      passwordHash,
      pinHash: null,
      isOwner: true,
      roles: [],
    };
    await insertPerson(trx, person, ctx.clock.now());
    const { id: storeId } = await openStore(ctx, trx, store);
    const actor = { kind: 'person' as const, id: person.id, name: person.name, deviceId: null };
    const entity = { id: storeId, name: organisation };
    await recordAudit(
      trx,
      { ...ctx, actor },
      {
        action: 'organisation.set-up',
        entity,
        after: { organisation, store: store.name, owner: owner.email },
      },
    );
    return { storeId, owner: { id: person.id, name: person.name } };
  });
}
