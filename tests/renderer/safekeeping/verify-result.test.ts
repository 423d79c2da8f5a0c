// @vitest-environment happy-dom
import { mount } from '@vue/test-utils';
import { beforeEach, expect, it } from 'vitest';
import { i18n } from '../../../src-renderer/i18n';
import VerifyResultPanel from '../../../src-renderer/safekeeping/VerifyResultPanel.vue';

const global = { plugins: [i18n] };
beforeEach(() => {
  i18n.global.locale.value = 'en';
});

it('a check that found nothing says so, with what was checked', () => {
  const panel = mount(VerifyResultPanel, {
    props: { result: { findings: [], images: 1240 } },
    global,
  });
  expect(panel.text()).toContain('All is well: 1,240 images');
  expect(panel.find('[data-testid="verify-findings"]').exists()).toBe(false);
});

it('a check names each finding with its file, and says how it is put right', () => {
  const findings = [
    { kind: 'image-missing', message: '/p/images/ab/abcd.png (felt/1.png) is not there.' },
    { kind: 'history', message: 'The history was changed from outside.' },
  ];
  const panel = mount(VerifyResultPanel, { props: { result: { findings, images: 9 } }, global });
  expect(panel.text()).toContain('2 findings among 9 images');
  expect(panel.findAll('li').map((item) => item.text())).toEqual(
    findings.map(({ message }) => message),
  );
  expect(panel.text()).toContain('importing them again');
});
