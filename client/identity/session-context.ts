import { createContext } from 'svelte';
import type { Session } from './session.svelte.ts';

/** The session of the page, for every component below the one that provides it. */
export const [useSession, provideSession] = createContext<Session>();
