/** Something that is let go at the end; a promise is waited for. */
export interface Closing {
  dispose(): unknown;
}

/** What has to be closed at the end, in the reverse order of its making. */
export class Closings {
  readonly #open: Closing[] = [];
  readonly #onError: (error: unknown) => void;
  #ended = false;

  /** @param onError is told why something could not be closed; the rest is closed all the same */
  constructor(onError: (error: unknown) => void) {
    this.#onError = onError;
  }

  /** Gives back what it will close; after the end, it closes that at once. */
  readonly own = <Service extends Closing>(service: Service): Service => {
    if (this.#ended) void this.#close(service);
    else this.#open.push(service);
    return service;
  };

  /** Closes everything, one after the other. Never rejects. */
  async closeAll(): Promise<void> {
    this.#ended = true;
    for (let last = this.#open.pop(); last; last = this.#open.pop()) await this.#close(last);
  }

  async #close(service: Closing): Promise<void> {
    try {
      await service.dispose();
    } catch (error) {
      this.#onError(error);
    }
  }
}
