// A notice that another view has begun: for whom it is, until the form takes it.

import type { NoticeForm } from './draft-form.js';

let prepared: Partial<NoticeForm> = {};

/** What the next empty form begins with. */
export function prepareNotice(form: Partial<NoticeForm>): void {
  prepared = form;
}

/** Takes it; once. */
export function takePrepared(): Partial<NoticeForm> {
  const taken = prepared;
  prepared = {};
  return taken;
}
