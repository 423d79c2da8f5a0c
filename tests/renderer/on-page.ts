import { DOMWrapper } from '@vue/test-utils';

/** A part by its test id, wherever it hangs on the page: dialogs hang on its body. */
export function onPage(id: string): ReturnType<DOMWrapper<Element>['get']> {
  return new DOMWrapper(document.body).get(`[data-testid="${id}"]`);
}
