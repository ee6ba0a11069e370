/** Plain values of the live protocol, apart from its schemas so that a small page need not carry those. */
export const LIVE_NAMESPACE = '/live';
export const CLOCK_INTERVAL_MS = 5_000;
/** A screen that hears nothing for this long says so. */
export const STALE_AFTER_MS = 10_000;
/** The header in which every answer of the API says what time it is for the server. */
export const SERVER_TIME = 'larder-time';
