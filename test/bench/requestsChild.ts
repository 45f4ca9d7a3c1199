/** A server of one call in a process of its own, so that its work is nobody's: prints its port. */
import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { RateLimit } from '../support/http/rateLimit.ts';

const [body = '', limit = 'Infinity', windowMs = '60000'] = process.argv.slice(2);
const answer = readFileSync(body);
const window = new RateLimit(Number(limit), Number(windowMs), () => performance.now());

const server = createServer((request, response) => {
  const waitMs = window.take();
  // One in twenty fails for good, by its id, so that it is known which.
  const fails = /\/fails-\d+$/.test(request.url ?? '');
  if (waitMs > 0)
    response.writeHead(429, { 'retry-after': `${Math.ceil(waitMs / 1000)}` }).end('{"error":{}}');
  else if (fails) response.writeHead(500).end();
  else response.writeHead(200, { 'content-type': 'application/json' }).end(answer);
});
server.listen(0, '127.0.0.1', () => {
  const address = server.address();
  process.send?.({ port: typeof address === 'object' ? address?.port : undefined });
});
process.on('message', () => process.send?.({ mostOver: window.mostOver }));
process.on('disconnect', () => process.exit());
