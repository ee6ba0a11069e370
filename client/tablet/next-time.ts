/** The next instant at which clocks in the zone show `time` ("17:30"), today or tomorrow. */
export function nextTime(time: string, now: Date, timeZone: string): Date {
  const [hours = 0, minutes = 0] = time.split(':').map(Number);
  const wanted = hours * 60 + minutes;
  const ahead = (wanted - minuteOfDay(now, timeZone) + 1440) % 1440 || 1440;
  const guess = new Date(Math.floor(now.getTime() / 60_000) * 60_000 + ahead * 60_000);
  // In a night when the clocks change the guess is an hour off.
  const off = ((wanted - minuteOfDay(guess, timeZone) + 2160) % 1440) - 720;
  return new Date(guess.getTime() + off * 60_000);
}

function minuteOfDay(instant: Date, timeZone: string): number {
  const format = new Intl.DateTimeFormat('en-GB', {
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
    timeZone,
  });
  const [hours = 0, minutes = 0] = format.format(instant).split(':').map(Number);
  return hours * 60 + minutes;
}
