/** Raised whenever the schemas of the live protocol change; a test locks it to their hash. */
export const PROTOCOL_VERSION = 5;
