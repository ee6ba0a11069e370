import { Lane } from '../platform/lane.ts';
import { repeatedly } from '../platform/repeatedly.ts';
import {
  claimReportMails,
  enqueueDueReports,
  sendReportMail,
  type ReportMailContext,
} from './report-mails.service.ts';

const EVERY_MS = 30_000;
const FASTEST_MS = 2_000;
/** How soon one goes out that somebody asked for. */
const LOOK_MS = 2_000;
const CAPACITY = 2;

/** Sends reports on their schedule. Any number of processes may run it: a period has one mail, and each takes what no other has. */
export function startReportMails(
  ctx: ReportMailContext,
  onError: (error: unknown) => void,
): { stop: () => Promise<void> } {
  const lane = new Lane({
    capacity: CAPACITY,
    claim: (limit) => claimReportMails(ctx, limit),
    work: (mail, stopped) => sendReportMail(ctx, mail, stopped),
    onError,
  });
  const everyMs = Math.max(FASTEST_MS, EVERY_MS / Math.max(1, ctx.clock.rate));
  const lining = repeatedly(everyMs, () => enqueueDueReports(ctx), onError);
  const timer = setInterval(() => lane.fill(), LOOK_MS);
  return {
    stop: async () => {
      clearInterval(timer);
      await lining.stop();
      await lane.stop();
    },
  };
}
