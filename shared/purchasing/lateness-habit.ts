/** How a supplier's own record speaks for a delivery being late: so many of its last ones were. */
export interface LatenessHabit {
  late: number;
  of: number;
  /** Only those that were due on this day of the week; 1 = Monday. */
  weekday?: number;
}

const DAYS = ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday'];
const SENTENCE = /^(\d+) of its last (\d+) deliveries(?: on a (\w+day))? came late$/;

/** As it is kept, and as programs are told. */
export function habitSentence({ late, of, weekday }: LatenessHabit): string {
  const day = weekday === undefined ? '' : ` on a ${DAYS[weekday - 1]}`;
  return `${late} of its last ${of} deliveries${day} came late`;
}

/** The other way round, so that screens can say it in their own language; null for what somebody gave as a reason. */
export function readHabit(sentence: string): LatenessHabit | null {
  const [, late, of, day] = SENTENCE.exec(sentence) ?? [];
  if (late === undefined) return null;
  const habit = { late: Number(late), of: Number(of) };
  return day === undefined ? habit : { ...habit, weekday: DAYS.indexOf(day) + 1 };
}
