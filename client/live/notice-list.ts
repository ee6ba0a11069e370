import type { NoticeChange } from '../../shared/live/change.ts';
import { NOTICE_MINUTES } from '../../shared/stock/notice-minutes.ts';

const KEPT_MS = NOTICE_MINUTES * 60_000;

export function isExpired({ at }: Pick<NoticeChange, 'at'>, nowMs: number): boolean {
  return Date.parse(at) < nowMs - KEPT_MS;
}

/** Takes out of `notices` what is older than screens show, and lists the rest, newest first. */
export function listNotices(notices: Map<string, NoticeChange>, nowMs: number): NoticeChange[] {
  for (const [id, notice] of notices) if (isExpired(notice, nowMs)) notices.delete(id);
  return [...notices.values()].sort((a, b) => b.seq - a.seq);
}
