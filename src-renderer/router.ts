import { createRouter, createWebHashHistory } from 'vue-router';
import { useProjectStore } from './stores/project-store';
import StartView from './views/StartView.vue';

/** Hash history: the page has one address, and nothing outside it is ever asked for. */
export const router = createRouter({
  history: createWebHashHistory(),
  routes: [
    { path: '/', name: 'start', component: StartView },
    { path: '/images', name: 'images', component: () => import('./views/ImagesView.vue') },
    {
      path: '/images/:imageId(\\d+)',
      name: 'image',
      component: () => import('./views/ImageView.vue'),
    },
    { path: '/training', name: 'training', component: () => import('./views/TrainingView.vue') },
    { path: '/training/new', name: 'new-teacher', component: () => import('./views/PlanView.vue') },
    { path: '/compare', name: 'compare', component: () => import('./views/CompareView.vue') },
    { path: '/runs/:run', name: 'run', component: () => import('./views/RunView.vue') },
    { path: '/students', name: 'students', component: () => import('./views/StudentsView.vue') },
    { path: '/choose', name: 'choose', component: () => import('./views/ChooseView.vue') },
    {
      path: '/disagreements/:run',
      name: 'disagreements',
      component: () => import('./views/DisagreementsView.vue'),
    },
    { path: '/inspect', name: 'inspect', component: () => import('./views/InspectView.vue') },
    { path: '/doubts', name: 'doubts', component: () => import('./views/DoubtsView.vue') },
    { path: '/report/:run?', name: 'report', component: () => import('./views/ReportView.vue') },
    { path: '/settings', name: 'settings', component: () => import('./views/SettingsView.vue') },
    { path: '/:rest(.*)*', redirect: '/' },
  ],
});

router.beforeEach((to) => {
  const open = useProjectStore().project !== null;
  if (to.name !== 'start' && to.name !== 'settings' && !open) return { name: 'start' };
  return true;
});
