/** What time a scorecard looks at. */
export interface ScorecardWindow {
  choice: '30' | '90' | '365' | 'own';
  /** Days of the calendar, of a time of one's own. */
  from: string;
  to: string;
}

export const WINDOW_CHOICES: readonly { value: ScorecardWindow['choice']; label: string }[] = [
  { value: '30', label: '30 days' },
  { value: '90', label: '90 days' },
  { value: '365', label: 'A year' },
  { value: 'own', label: 'From … to' },
];

export const USUAL_WINDOW: ScorecardWindow = { choice: '90', from: '', to: '' };

/** The window as the server is asked for it: "days=30"; both days are within it, by the clock of this screen. */
export function windowQuery({ choice, from, to }: ScorecardWindow): string {
  if (choice !== 'own') return `days=${choice}`;
  const parts = [
    ...(from ? [`from=${encodeURIComponent(startOf(from).toISOString())}`] : ['days=365']),
    ...(to ? [`to=${encodeURIComponent(dayAfter(to).toISOString())}`] : []),
  ];
  return parts.join('&');
}

/** The same, as the body of a request has it. */
export function windowInput(window: ScorecardWindow): Record<string, string> {
  return Object.fromEntries(new URLSearchParams(windowQuery(window)));
}

function startOf(day: string): Date {
  return new Date(`${day}T00:00:00`);
}

function dayAfter(day: string): Date {
  const at = startOf(day);
  at.setDate(at.getDate() + 1);
  return at;
}
