/** How long an unpaired screen shows the same code. */
export const CODE_MINUTES = 10;
