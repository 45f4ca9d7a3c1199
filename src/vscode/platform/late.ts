import { Emitter } from '../../core/base/emitter.ts';
import { lazily } from '../../core/base/lazily.ts';
import type { Disposable } from '../../core/base/ports.ts';

/** A service whose code is loaded when it is first wanted; until then it has done nothing, and views know so at once. */
export class Late<Service extends Disposable> {
  readonly #changed: Emitter<void>;
  #service: Service | undefined;
  #disposed = false;

  /** Makes the service at the first call; should that fail, again at the next. */
  readonly get: () => Promise<Service>;

  /**
   * @param make gives the service something to call whenever what views show of it has changed
   * @param onListenerError is told what a listener threw
   */
  constructor(make: (changed: () => void) => Promise<Service>, onListenerError: (error: unknown) => void) {
    this.#changed = new Emitter(onListenerError);
    this.get = lazily(async () => {
      const service = await make(() => this.#changed.fire());
      // The window went while its code was loading.
      if (this.#disposed) service.dispose();
      this.#service = service;
      return service;
    });
  }

  get onDidChange() {
    return this.#changed.event;
  }

  /** The service, once it has been wanted. */
  get now(): Service | undefined {
    return this.#service;
  }

  dispose(): void {
    this.#disposed = true;
    this.#service?.dispose();
  }
}
