/** Notifications and modal dialogs. */
import { Part, textsOf, tidy } from './page.ts';

export interface Message {
  readonly text: string;
  readonly buttons: readonly string[];
}

export class Messages extends Part {
  get #toasts() {
    return this.page.locator('.notifications-toasts .notification-list-item');
  }

  get #dialog() {
    return this.page.locator('.monaco-dialog-box');
  }

  /** The notifications on screen. */
  async notifications(): Promise<Message[]> {
    const found: Message[] = [];
    for (const toast of await this.#toasts.all()) {
      found.push({
        text: tidy(await toast.locator('.notification-list-item-message').innerText()),
        buttons: await textsOf(toast.locator('.notification-list-item-buttons-container .monaco-button')),
      });
    }
    return found;
  }

  /** Resolves with the notification that contains a text. */
  async waitForNotification(containing: string): Promise<Message> {
    const toast = this.#toasts.filter({ hasText: containing }).first();
    await toast.waitFor();
    return {
      text: tidy(await toast.locator('.notification-list-item-message').innerText()),
      buttons: await textsOf(toast.locator('.notification-list-item-buttons-container .monaco-button')),
    };
  }

  async clickNotificationButton(containing: string, button: string): Promise<void> {
    const toast = this.#toasts.filter({ hasText: containing }).first();
    await toast.locator('.monaco-button', { hasText: button }).first().click();
  }

  /** Waits for a modal dialog and returns its message, with its detail on a second line, and its buttons. */
  async dialog(): Promise<Message> {
    await this.#dialog.waitFor();
    const message = await textsOf(this.#dialog.locator('.dialog-message-text'));
    const detail = await textsOf(this.#dialog.locator('.dialog-message-detail'));
    return {
      text: [...message, ...detail].filter(Boolean).join('\n'),
      buttons: await textsOf(this.#dialog.locator('.dialog-buttons .monaco-button')),
    };
  }

  async clickDialogButton(label: string): Promise<void> {
    await this.#dialog.locator('.dialog-buttons .monaco-button', { hasText: label }).first().click();
    await this.#dialog.waitFor({ state: 'hidden' });
  }
}
