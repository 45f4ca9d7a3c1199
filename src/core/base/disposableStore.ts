/** Something that is disposed at the end; a promise is waited for. */
interface Item {
  dispose(): unknown;
}

/** What has to be disposed at the end, in the reverse order of its making. */
export class DisposableStore {
  readonly #disposables: Item[] = [];
  readonly #onError: (error: unknown) => void;
  #isDisposed = false;

  /** @param onError is told why something could not be disposed; the rest is disposed all the same */
  constructor(onError: (error: unknown) => void) {
    this.#onError = onError;
  }

  /** Gives back what it will dispose; after the end, it disposes that at once. */
  readonly add = <Service extends Item>(service: Service): Service => {
    if (this.#isDisposed) void this.#dispose(service);
    else this.#disposables.push(service);
    return service;
  };

  /** Disposes everything, one after the other. Never rejects. */
  async dispose(): Promise<void> {
    this.#isDisposed = true;
    for (let last = this.#disposables.pop(); last; last = this.#disposables.pop()) await this.#dispose(last);
  }

  async #dispose(service: Item): Promise<void> {
    try {
      await service.dispose();
    } catch (error) {
      this.#onError(error);
    }
  }
}
