// The cookies of a request are typed by the plugin that reads them.
import '@fastify/cookie';
import {
  DemoOutbox,
  DemoPaceInput,
  DemoScreen,
  DemoScreenInput,
  DemoShortage,
  DemoState,
} from '../../shared/demo.schema.ts';
import type { Store } from '../../shared/identity/store.schema.ts';
import { servePage } from '../platform/client-files.ts';
import type { HttpServer } from '../platform/http.ts';
import type { DemoClock } from './clock.ts';
import { hourOf } from './day.ts';
import { serviceAt } from './demand.ts';
import type { Diary } from './diary.ts';
import type { OpenHouse } from './open-house.ts';
import type { Outbox } from './outbox.ts';

export interface Control {
  store: Store;
  clock: DemoClock;
  diary: Diary;
  house: OpenHouse;
  outbox: Outbox;
  causeShortage: () => Promise<DemoShortage>;
}

const SHOWN = 12;

/** The control strip: its page, and what its buttons do. Only the demo has these routes. */
export function controlRoutes(app: HttpServer, control: Control, clientDir: string): void {
  servePage(app, clientDir, 'demo');
  servePage(app, clientDir, 'demo', '/demo/outbox');
  const hide = true;
  app.get('/demo/state', { schema: { hide, response: { 200: DemoState } } }, () => readState(control));
  app.post(
    '/demo/pace',
    { schema: { hide, body: DemoPaceInput, response: { 200: DemoState } } },
    ({ body }) => {
      setPace(control.clock, body);
      return readState(control);
    },
  );
  app.post(
    '/demo/screens',
    { schema: { hide, body: DemoScreenInput, response: { 200: DemoScreen } } },
    (request) => control.house.pair(request, control.store.id, request.body.kind),
  );
  app.get('/demo/mail', { schema: { hide, response: { 200: DemoOutbox } } }, () => ({
    store: { timeZone: control.store.timeZone },
    now: control.clock.now().toISOString(),
    mails: [...control.outbox.mails],
  }));
  app.post('/demo/shortage', { schema: { hide, response: { 200: DemoShortage } } }, () =>
    control.causeShortage(),
  );
}

function setPace(clock: DemoClock, { speed, paused }: DemoPaceInput): void {
  if (speed !== undefined) clock.setSpeed(speed);
  if (paused === true) clock.pause();
  if (paused === false) clock.resume();
}

function readState({ store, clock, diary }: Control): DemoState {
  const { id, name, timeZone } = store;
  const now = clock.now();
  return {
    store: { id, name, timeZone },
    now: now.toISOString(),
    rate: clock.rate,
    speed: clock.speed,
    paused: clock.paused,
    service: serviceAt(hourOf(now, timeZone)),
    diary: diary.latest(SHOWN).map(({ at, words }) => ({ at: at.toISOString(), words })),
  };
}
