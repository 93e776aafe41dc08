/** As much of EventSource as the product uses, over fetch: like a browser's, it ends for good at an answer other than 200. */
export class FetchedEventSource extends EventTarget {
  onerror: (() => void) | null = null;
  readonly #abort = new AbortController();

  constructor(url: string) {
    super();
    void this.#run(url);
  }

  close(): void {
    this.#abort.abort();
  }

  async #run(url: string): Promise<void> {
    try {
      const response = await fetch(url, { headers: { accept: 'text/event-stream' }, signal: this.#abort.signal });
      if (response.status === 200 && response.body) await this.#read(response.body);
    } catch {
      // Told below, as a browser tells it: without a reason.
    }
    if (!this.#abort.signal.aborted) this.onerror?.();
  }

  async #read(body: ReadableStream<Uint8Array>): Promise<void> {
    const decoder = new TextDecoder();
    let pending = '';
    for await (const bytes of body) {
      const events = (pending + decoder.decode(bytes, { stream: true })).split('\n\n');
      pending = events.pop() ?? '';
      for (const event of events) this.#tell(event);
    }
  }

  #tell(event: string): void {
    if (this.#abort.signal.aborted) return;
    const [, kind = 'message', data = ''] = /^event: (\w+)\ndata: (.*)$/s.exec(event) ?? [];
    this.dispatchEvent(new MessageEvent(kind, { data }));
  }
}
