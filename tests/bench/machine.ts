import { arch, cpus, loadavg, platform, totalmem } from 'node:os';

/** What the figures were measured on; a load above zero at the start means that they were not measured alone. */
export function machineFacts(postgres: string): string {
  const [first] = cpus();
  const memory = Math.round(totalmem() / 2 ** 30);
  const load = loadavg()[0]!.toFixed(2);
  return `${cpus().length} cores (${first?.model.trim() ?? 'unknown'}), ${memory} GB, ${platform()} ${arch()}, Node ${process.versions.node}, Postgres ${postgres}, load before ${load}`;
}
