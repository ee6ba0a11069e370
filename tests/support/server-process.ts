import { startProgram, type RunningProgram } from './larder-command.ts';
import type { TestDatabase } from './test-database.ts';

export interface ServerProcess {
  program: RunningProgram;
  url: string;
}

/** A server in a process of its own; with `commits` it is gone after so many, before it answers the last. */
export async function startServerProcess(
  { connectionString }: Pick<TestDatabase, 'connectionString'>,
  commits = Infinity,
): Promise<ServerProcess> {
  const args = [connectionString, String(commits)];
  const program = startProgram('../tests/support/doomed-server.ts', args, {});
  let heard = '';
  program.process.stdout!.on('data', (text: string) => (heard += text));
  await program.said(/Listening at .*\n/);
  return { program, url: /Listening at (\S+) /.exec(heard)![1]! };
}
