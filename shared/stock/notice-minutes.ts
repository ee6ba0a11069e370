/** Screens show what changed within this time; a snapshot carries no older notices. */
export const NOTICE_MINUTES = 60;
