// undici publishes types for its index only. Its index must not be loaded (see undici.ts), so the files
// that are loaded get their types here, from the same package's type definitions.

declare module 'undici/lib/dispatcher/agent.js' {
  import type { Agent } from 'undici';
  const Constructor: typeof Agent;
  export default Constructor;
}

declare module 'undici/lib/dispatcher/pool.js' {
  import type { Pool } from 'undici';
  const Constructor: typeof Pool;
  export default Constructor;
}

declare module 'undici/lib/dispatcher/proxy-agent.js' {
  import type { ProxyAgent } from 'undici';
  const Constructor: typeof ProxyAgent;
  export default Constructor;
}

declare module 'undici/lib/interceptor/decompress.js' {
  import type { interceptors } from 'undici';
  const create: typeof interceptors.decompress;
  export default create;
}

declare module 'undici/lib/api/api-connect.js' {
  import type { Dispatcher } from 'undici';
  function connect(this: Dispatcher, options: Dispatcher.ConnectOptions): Promise<Dispatcher.ConnectData>;
  export default connect;
}
