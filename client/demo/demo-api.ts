import type {
  DemoOutbox,
  DemoPaceInput,
  DemoScreen,
  DemoShortage,
  DemoState,
} from '../../shared/demo.schema.ts';
import type { Problem } from '../../shared/errors.ts';
import type { ScreenKind } from '../../shared/identity/access.schema.ts';

export type Asked<T> = { ok: T } | { problem: string };

export const readDemo = () => ask<DemoState>('/demo/state');
export const readOutbox = () => ask<DemoOutbox>('/demo/mail');
export const setPace = (pace: DemoPaceInput) => ask<DemoState>('/demo/pace', pace);
export const pairScreen = (kind: ScreenKind) => ask<DemoScreen>('/demo/screens', { kind });
export const causeShortage = () => ask<DemoShortage>('/demo/shortage', {});

async function ask<T>(path: string, body?: object): Promise<Asked<T>> {
  const sent = body && {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  };
  try {
    const response = await fetch(path, sent);
    if (response.ok) return { ok: (await response.json()) as T };
    const { title, detail } = (await response.json()) as Problem;
    return { problem: detail ?? title };
  } catch {
    return { problem: 'The demo does not answer. It may have been stopped.' };
  }
}
