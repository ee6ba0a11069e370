// One command for development: the server starts again when its files change, the screens update in place.
import { spawn } from 'node:child_process';
import { createServer, type Plugin } from 'vite';

const SERVER_PORT = process.env['PORT'] ?? '3000';
const SERVER = `http://127.0.0.1:${SERVER_PORT}`;

/** Pages have the addresses here that the server gives them: /wall, not /wall.html. */
const pageAddresses: Plugin = {
  name: 'page-addresses',
  configureServer({ middlewares }) {
    middlewares.use((request, _response, next) => {
      request.url = request.url
        ?.replace(/^\/([a-z]+)(\?|$)/, '/$1.html$2')
        .replace(/^\/order\/[^/.?]+(?=\?|$)/, '/order.html');
      next();
    });
  },
};

const server = spawn(process.execPath, ['--watch', '--watch-preserve-output', 'server/main.ts'], {
  stdio: 'inherit',
  env: { ...process.env, PORT: SERVER_PORT },
});
const vite = await createServer({
  plugins: [pageAddresses],
  server: {
    port: 5173,
    proxy: {
      '^/(api|healthz|readyz|metrics)': SERVER,
      '/socket.io': { target: SERVER, ws: true },
    },
  },
});
await vite.listen();
vite.config.logger.info(`\n  wall    http://127.0.0.1:5173/wall\n  tablet  http://127.0.0.1:5173/tablet\n`);

async function stop(): Promise<void> {
  server.kill('SIGTERM');
  await vite.close();
}
process.once('SIGINT', () => void stop());
process.once('SIGTERM', () => void stop());
server.once('exit', () => void vite.close());
