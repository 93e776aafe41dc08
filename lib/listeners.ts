/** Those who want to be told of something. An error of one goes to `onError` and keeps the news from nobody else. */
export class Listeners<News> {
  readonly #listeners = new Set<(news: News) => void>();
  readonly #onError: (error: unknown) => void;

  constructor(onError: (error: unknown) => void) {
    this.#onError = onError;
  }

  /** Answers with the way to stop being told. */
  add(listener: (news: News) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /** Tells everybody; never throws. */
  tell(news: News): void {
    for (const listener of this.#listeners) {
      try {
        listener(news);
      } catch (error) {
        this.#onError(error);
      }
    }
  }
}
