/** How fast the demo may run against real time. */
export const SPEEDS = [1, 10, 60, 300];
